/** From the journal to profiles: what is recorded, the one thread that applies it, journeys, timers and actions. */
@NullMarked
package dev.kairos.journey;

import org.jspecify.annotations.NullMarked;
