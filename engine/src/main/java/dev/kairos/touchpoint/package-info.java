/** What a customer did or met, on any channel: one form for all, its bytes, and readers of what channels send. */
@NullMarked
package dev.kairos.touchpoint;

import org.jspecify.annotations.NullMarked;
