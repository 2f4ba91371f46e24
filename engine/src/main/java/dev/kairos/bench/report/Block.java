package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;

/** What a section of a report is made of, written as HTML or as Markdown. */
sealed interface Block {

    /** A paragraph. */
    record Text(String text) implements Block {}

    /** A chart, with what is drawn as figures. */
    record Chart(Drawing drawing, Table data) implements Block {}

    /** The first column names the row. */
    record Table(String caption, List<String> columns, List<List<Cell>> rows) implements Block {

        static Table of(String caption, String... columns) {
            return new Table(caption, List.of(columns), new ArrayList<>());
        }

        Table row(String... cells) {
            List<Cell> row = new ArrayList<>();
            for (String cell : cells) {
                row.add(new Cell(cell, Tone.PLAIN));
            }
            return row(row);
        }

        Table row(List<Cell> cells) {
            if (cells.size() != columns.size()) {
                throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
            }
            rows.add(List.copyOf(cells));
            return this;
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }
    }

    record Cell(String text, Tone tone) {}

    enum Tone {
        PLAIN,
        GOOD,
        BAD,
        MUTED
    }

    /** What is said where nothing was measured. */
    static Text notMeasured(String how) {
        return new Text("Not measured. " + how);
    }
}
