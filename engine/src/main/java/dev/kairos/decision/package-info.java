/** The decide pipeline, step by step, and the log of what it decided. */
@NullMarked
package dev.kairos.decision;

import org.jspecify.annotations.NullMarked;
