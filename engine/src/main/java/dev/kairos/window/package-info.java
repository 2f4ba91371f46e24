/** Counters over windows of time, in cells of fixed size that lie in a profile's record. */
@NullMarked
package dev.kairos.window;

import org.jspecify.annotations.NullMarked;
