package dev.kairos.bench.report;

/** Something that can be drawn as an element of SVG. */
interface Drawing {

    /** Writes one {@code svg} element with a title and a description. */
    void draw(Markup svg);
}
