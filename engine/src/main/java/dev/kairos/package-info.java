/** Composition and lifecycle: what wires the rooms together. */
@NullMarked
package dev.kairos;

import org.jspecify.annotations.NullMarked;
