/** The command line. */
@NullMarked
package dev.kairos.cli;

import org.jspecify.annotations.NullMarked;
