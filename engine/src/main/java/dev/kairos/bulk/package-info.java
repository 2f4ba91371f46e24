/** Profiles in bulk: CSV and NDJSON rows, checked against the schema, to the profile writer. */
@NullMarked
package dev.kairos.bulk;

import org.jspecify.annotations.NullMarked;
