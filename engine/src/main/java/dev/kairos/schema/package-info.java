/** What a pack says that it knows of a person, a household, a company and a call: names and types. */
@NullMarked
package dev.kairos.schema;

import org.jspecify.annotations.NullMarked;
