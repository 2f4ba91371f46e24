/** Load on a server over loopback, beside floors of its own: what is to be measured, on what, and how. */
@NullMarked
package dev.kairos.bench;

import org.jspecify.annotations.NullMarked;
