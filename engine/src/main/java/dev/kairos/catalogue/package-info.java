/** What there is to show, where, to whom it may be shown and how often: definitions only. */
@NullMarked
package dev.kairos.catalogue;

import org.jspecify.annotations.NullMarked;
