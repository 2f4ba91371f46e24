/** What is known of a person, household or company, off-heap. The only user of Chronicle Map. */
@NullMarked
package dev.kairos.profile;

import org.jspecify.annotations.NullMarked;
