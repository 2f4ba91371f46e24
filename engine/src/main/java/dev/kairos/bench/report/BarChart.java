package dev.kairos.bench.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;

/** Bars from left to right, each with its name above it and made of parts one after the other. */
record BarChart(
        String id, String title, String description, List<Bar> bars, String axisTitle, DoubleFunction<String> shown)
        implements Drawing {

    private static final double LEFT = 20;
    private static final double RIGHT = Plot.WIDTH - 84;
    private static final double EACH = 46;
    private static final double THICK = 20;

    record Bar(String name, List<Part> parts) {

        double length() {
            return parts.stream().mapToDouble(Part::length).sum();
        }
    }

    record Part(String name, int style, double length) {}

    @Override
    public void draw(Markup out) {
        double longest = bars.stream().mapToDouble(Bar::length).max().orElse(1);
        Axis axis = Axis.linear(axisTitle, longest, shown);
        boolean parts = bars.stream().anyMatch(bar -> bar.parts.size() > 1);
        double top = parts ? 30 : 8;
        double bottom = top + bars.size() * EACH;
        Svg svg = Svg.open(out, id, title, description, Plot.WIDTH, bottom + 46);
        for (Axis.Tick tick : axis.ticks()) {
            svg.line("grid", x(axis, tick.value()), top, x(axis, tick.value()), bottom);
            svg.text("tick middle", x(axis, tick.value()), bottom + 17, tick.label());
        }
        svg.text("name middle", (LEFT + RIGHT) / 2, bottom + 37, axis.title());
        if (parts) {
            legend(svg);
        }
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, axis, bars.get(i), top + i * EACH);
        }
        svg.close();
    }

    /** Names all parts, for not each is wide enough to have its name in it. */
    private void legend(Svg svg) {
        double at = LEFT;
        Set<String> named = new HashSet<>();
        for (Bar bar : bars) {
            for (Part part : bar.parts) {
                if (named.add(part.name)) {
                    svg.box("bar s" + part.style, at, 4, 11, 11, part.name);
                    svg.text("label s" + part.style, at + 16, 14, part.name);
                    at += 38 + Svg.width(part.name);
                }
            }
        }
    }

    private void bar(Svg svg, Axis axis, Bar bar, double top) {
        svg.text("barname", LEFT, top + 13, bar.name);
        double from = 0;
        for (Part part : bar.parts) {
            double left = x(axis, from);
            double width = Math.max(1, x(axis, from + part.length) - left);
            svg.box("bar s" + part.style, left, top + 18, width, THICK, part.name + " " + shown.apply(part.length));
            if (Svg.width(part.name) + 8 < width) {
                svg.text("inbar", left + 5, top + 12 + THICK, part.name);
            }
            from += part.length;
        }
        svg.text("total", x(axis, from) + 6, top + 13 + THICK, shown.apply(from));
        svg.newline();
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.at(value) * (RIGHT - LEFT);
    }
}
