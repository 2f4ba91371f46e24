package dev.kairos.bench.report;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;

/**
 * One line of the history of figures: what was published for a state of the code.
 *
 * @param source where the figures are described
 */
record HistoryEntry(
        LocalDate date, String commit, String machine, String jdk, String source, Map<Figure, Measured> figures) {

    static HistoryEntry of(JsonView line) {
        Map<Figure, Measured> figures = new EnumMap<>(Figure.class);
        JsonView told = line.at("figures");
        for (Figure figure : Figure.values()) {
            if (told.has(figure.key())) {
                figures.put(figure, measured(told.at(figure.key()), told, figure.key()));
            }
        }
        return new HistoryEntry(
                date(line),
                line.text("commit"),
                line.text("machine", ""),
                line.text("jdk", ""),
                line.text("source", ""),
                figures);
    }

    private static LocalDate date(JsonView line) {
        try {
            return LocalDate.parse(line.text("date"));
        } catch (DateTimeParseException e) {
            throw line.at("date").mistake("is no date such as 2026-11-22");
        }
    }

    /** A number, or a list of value, lowest and highest. */
    private static Measured measured(JsonView told, JsonView parent, String key) {
        if (!told.isList()) {
            return Measured.single(parent.amount(key));
        }
        double[] three = told.elements().stream().mapToDouble(JsonView::number).toArray();
        if (three.length != 3 || three[1] > three[0] || three[0] > three[2]) {
            throw told.mistake("is no list of value, lowest and highest");
        }
        return new Measured(three[0], three[1], three[2]);
    }
}
