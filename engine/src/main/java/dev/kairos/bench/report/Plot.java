package dev.kairos.bench.report;

import java.util.List;

/** The frame of a chart: axes with their names, grid lines, and where a value of each axis is on the drawing. */
final class Plot {

    static final double WIDTH = 760;
    private static final double HEIGHT = 350;
    private static final double LEFT = 66;
    private static final double TOP = 16;
    private static final double BOTTOM = HEIGHT - 50;
    private static final double DOT = 3.5;

    private final Svg svg;
    private final Axis x;
    private final Axis y;
    private final double right;

    /** @param labelWidth room on the right, for names beside the ends of lines */
    Plot(Svg svg, Axis x, Axis y, double labelWidth) {
        this.svg = svg;
        this.x = x;
        this.y = y;
        this.right = WIDTH - labelWidth;
        grid();
    }

    static Svg open(Markup out, String id, String title, String description) {
        return Svg.open(out, id, title, description, WIDTH, HEIGHT);
    }

    private void grid() {
        for (Axis.Tick tick : y.ticks()) {
            svg.line("grid", LEFT, y(tick.value()), right, y(tick.value()));
            if (!tick.label().isEmpty()) {
                svg.text("tick end", LEFT - 8, y(tick.value()) + 4, tick.label());
            }
        }
        for (Axis.Tick tick : x.ticks()) {
            across("grid", tick.value());
            if (!tick.label().isEmpty()) {
                svg.text("tick middle", x(tick.value()), BOTTOM + 18, tick.label());
            }
        }
        svg.line("axis", LEFT, BOTTOM, right, BOTTOM);
        svg.text("name middle", (LEFT + right) / 2, HEIGHT - 10, x.title());
        svg.text("name", 4, TOP - 4, y.title());
        svg.newline();
    }

    double x(double value) {
        return LEFT + x.at(value) * (right - LEFT);
    }

    double y(double value) {
        return BOTTOM - y.at(value) * (BOTTOM - TOP - 8);
    }

    double right() {
        return right;
    }

    double top() {
        return TOP;
    }

    double bottom() {
        return BOTTOM;
    }

    /** From top to bottom at a value of the x axis. */
    void across(String type, double value) {
        svg.line(type, x(value), TOP, x(value), BOTTOM);
    }

    /** @param points x and y of the axes' values; drawn one to the next */
    void curve(String type, List<double[]> points) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.length() == 0 ? 'M' : 'L').append(Svg.at(x(point[0]), y(point[1])));
        }
        svg.path(type, path.toString());
    }

    void dot(String type, double[] point, String says) {
        svg.dot(type, x(point[0]), y(point[1]), DOT, says);
    }
}
