/** DRL in, proposals out. The only user of Drools. */
@NullMarked
package dev.kairos.rules;

import org.jspecify.annotations.NullMarked;
