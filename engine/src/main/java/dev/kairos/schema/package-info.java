/** What a pack says that it knows of a person, a household, a company and a call: attributes, counters and journeys. */
@NullMarked
package dev.kairos.schema;

import org.jspecify.annotations.NullMarked;
