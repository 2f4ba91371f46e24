package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines over two axes, each named at its end.
 *
 * @param events what happened at a time, drawn across
 * @param breaks where one stretch ends and another begins
 */
record LineChart(
        String id,
        String title,
        String description,
        Axis x,
        Axis y,
        List<Line> lines,
        List<Event> events,
        double[] breaks)
        implements Drawing {

    private static final double LABEL_APART = 16;
    private static final int LONGEST_LABEL = 24;

    /**
     * @param style 0 to 7: color, dashes and dot
     * @param dots whether each point is shown
     */
    record Line(String name, int style, List<double[]> points, boolean dots) {}

    record Event(double x, String kind, String text) {}

    @Override
    public void draw(Markup out) {
        Svg svg = Plot.open(out, id, title, description);
        Plot plot = new Plot(svg, x, y, labelWidth());
        for (double at : breaks) {
            plot.across("break", at);
        }
        for (Event event : events) {
            svg.openGroup("event " + event.kind, event.text);
            plot.across("event", event.x);
            svg.closeGroup();
        }
        for (Line line : lines) {
            stretches(line.points).forEach(stretch -> plot.curve("line s" + line.style, stretch));
            if (line.dots) {
                line.points.forEach(point -> plot.dot("dot s" + line.style, point, line.name + ": " + says(point)));
            }
            svg.newline();
        }
        names(svg, plot);
        svg.close();
    }

    /** No line leads over a break, for nothing was measured there. */
    private List<List<double[]>> stretches(List<double[]> points) {
        List<List<double[]>> stretches = new ArrayList<>();
        int next = 0;
        for (double[] point : points) {
            boolean beyond = false;
            while (next < breaks.length && point[0] >= breaks[next]) {
                next++;
                beyond = true;
            }
            if (beyond || stretches.isEmpty()) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(point);
        }
        return stretches;
    }

    private static String says(double[] point) {
        return Shown.digits(point[0]) + ", " + Shown.digits(point[1]);
    }

    private double labelWidth() {
        int longest = lines.stream()
                .mapToInt(line -> Math.min(LONGEST_LABEL, line.name.length()))
                .max()
                .orElse(0);
        return 24 + longest * Svg.width("x");
    }

    /** Beside the ends of the lines, moved apart where they would lie on each other. */
    private void names(Svg svg, Plot plot) {
        List<Line> byHeight = new ArrayList<>(lines);
        byHeight.removeIf(line -> line.points.isEmpty());
        byHeight.sort(Comparator.comparingDouble(line -> plot.y(end(line)[1])));
        double lowest = plot.bottom() - LABEL_APART * (byHeight.size() - 1);
        double above = plot.top() - LABEL_APART;
        for (Line line : byHeight) {
            double wanted = Math.max(plot.y(end(line)[1]), above + LABEL_APART);
            double at = Math.min(wanted, lowest);
            lowest += LABEL_APART;
            above = at;
            String name =
                    line.name.length() > LONGEST_LABEL ? line.name.substring(0, LONGEST_LABEL - 1) + "…" : line.name;
            svg.text("label s" + line.style, plot.right() + 10, at + 4, name);
        }
    }

    private static double[] end(Line line) {
        return line.points.get(line.points.size() - 1);
    }
}
