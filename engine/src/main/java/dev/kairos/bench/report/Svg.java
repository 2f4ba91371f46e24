package dev.kairos.bench.report;

/** Shapes of a drawing. What they look like is up to the page's style sheet, by their classes. */
final class Svg {

    private static final double LETTER = 7.3;

    private final Markup out;

    private Svg(Markup out) {
        this.out = out;
    }

    /** Opens a drawing that says to those who cannot see it what is on it. */
    static Svg open(Markup out, String id, String title, String description, double width, double height) {
        String box = "0 0 " + Markup.px(width) + " " + Markup.px(height);
        out.open("svg", "viewBox", box, "role", "img", "aria-labelledby", id + "-title " + id + "-desc");
        out.element("title", title, "id", id + "-title");
        out.element("desc", description, "id", id + "-desc").line();
        return new Svg(out);
    }

    void close() {
        out.close().line();
    }

    void newline() {
        out.line();
    }

    /** About how wide a text is. */
    static double width(String text) {
        return text.length() * LETTER;
    }

    void line(String type, double x1, double y1, double x2, double y2) {
        path(type, "M" + at(x1, y1) + "L" + at(x2, y2));
    }

    void text(String type, double x, double y, String text) {
        out.element("text", text, "class", type, "x", Markup.px(x), "y", Markup.px(y));
    }

    /** A box that says what it stands for when it is pointed at. */
    void box(String type, double x, double y, double width, double height, String says) {
        String around =
                "M" + at(x, y) + "h" + Markup.px(width) + "v" + Markup.px(height) + "h" + Markup.px(-width) + "z";
        out.open("path", "class", type, "d", around).element("title", says).close();
    }

    void dot(String type, double x, double y, double radius, String says) {
        out.open("circle", "class", type, "cx", Markup.px(x), "cy", Markup.px(y), "r", Markup.px(radius));
        out.element("title", says).close();
    }

    static String at(double x, double y) {
        return Markup.px(x) + " " + Markup.px(y);
    }

    void path(String type, String steps) {
        out.open("path", "class", type, "d", steps).close();
    }

    /** Shapes that are one thing, which is said when it is pointed at. */
    void openGroup(String type, String says) {
        out.open("g", "class", type).element("title", says);
    }

    void closeGroup() {
        out.close();
    }
}
