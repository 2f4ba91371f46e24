package dev.kairos.bench.report;

import java.util.List;

/**
 * A part of a report with a title of its own.
 *
 * @param id of the element, to link to
 */
record Section(String id, String title, List<Block> blocks) {}
