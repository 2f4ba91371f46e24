/** A durable, ordered log behind an interface. The only user of Chronicle Queue. */
@NullMarked
package dev.kairos.journal;

import org.jspecify.annotations.NullMarked;
