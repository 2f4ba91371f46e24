/** The one fact that rules match on, and the class that is generated for it from a schema. */
@NullMarked
package dev.kairos.moment;

import org.jspecify.annotations.NullMarked;
