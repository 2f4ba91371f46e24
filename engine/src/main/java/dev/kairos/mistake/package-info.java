/** What is wrong with a file, where, and what to do about it. */
@NullMarked
package dev.kairos.mistake;

import org.jspecify.annotations.NullMarked;
