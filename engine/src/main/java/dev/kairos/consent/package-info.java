/** What customers agree to: statements of our own and of other standards, made one per purpose of the pack. */
@NullMarked
package dev.kairos.consent;

import org.jspecify.annotations.NullMarked;
