/** A folder of a rule author's files, read into one immutable and validated snapshot. */
@NullMarked
package dev.kairos.pack;

import org.jspecify.annotations.NullMarked;
