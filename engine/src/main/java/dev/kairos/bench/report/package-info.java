/** From the results of a measurement to a page that people can read: one HTML file, and tables in Markdown. */
@NullMarked
package dev.kairos.bench.report;

import org.jspecify.annotations.NullMarked;
