package dev.kairos.bench.report;

import java.util.List;

/** One line a round, with a dot for each server on a common axis, and the round's ratio at its end. */
record PairsChart(String id, String title, String description, Axis x, List<Round> rounds) implements Drawing {

    private static final double LEFT = 82;
    private static final double RIGHT = Plot.WIDTH - 74;
    private static final double EACH = 28;
    private static final double TOP = 44;
    private static final double DOT = 5.5;

    record Round(String name, List<Dot> dots, String ratio) {}

    record Dot(String server, int style, double value) {}

    @Override
    public void draw(Markup out) {
        double bottom = TOP + rounds.size() * EACH;
        Svg svg = Svg.open(out, id, title, description, Plot.WIDTH, bottom + 46);
        for (Axis.Tick tick : x.ticks()) {
            svg.line("grid", x(tick.value()), TOP - 6, x(tick.value()), bottom);
            svg.text("tick middle", x(tick.value()), bottom + 17, tick.label());
        }
        svg.text("name middle", (LEFT + RIGHT) / 2, bottom + 37, x.title());
        svg.text("name", RIGHT + 16, TOP - 10, "ratio");
        legend(svg);
        for (int i = 0; i < rounds.size(); i++) {
            round(svg, rounds.get(i), TOP + (i + 0.5) * EACH);
        }
        svg.close();
    }

    private void legend(Svg svg) {
        double at = 8;
        for (Dot dot : rounds.get(0).dots) {
            svg.dot("dot s" + dot.style, at + 6, 12, DOT, dot.server);
            svg.text("label s" + dot.style, at + 16, 16, dot.server);
            at += 40 + Svg.width(dot.server);
        }
    }

    private void round(Svg svg, Round round, double y) {
        double low = round.dots.stream().mapToDouble(Dot::value).min().orElse(0);
        double high = round.dots.stream().mapToDouble(Dot::value).max().orElse(0);
        svg.text("tick end", LEFT - 14, y + 4, round.name);
        svg.line("pair", x(low), y, x(high), y);
        for (Dot dot : round.dots) {
            String says = dot.server + ", " + round.name + ": " + Shown.perSecond(dot.value);
            svg.dot("dot s" + dot.style, x(dot.value), y, DOT, says);
        }
        svg.text("total", RIGHT + 16, y + 4, round.ratio);
        svg.newline();
    }

    private double x(double value) {
        return LEFT + x.at(value) * (RIGHT - LEFT);
    }
}
