package dev.kairos.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes a report as one page of HTML that needs nothing else: no script, no font, no picture from elsewhere. */
final class HtmlPage {

    private static final String STYLE = resource("report.css");

    /** Such a cell stays on one line, so that figure and unit stay together. */
    private static final int SHORT = 24;

    private final Markup html = new Markup();

    private HtmlPage() {}

    static String of(String title, String subtitle, List<Section> sections) {
        HtmlPage page = new HtmlPage();
        page.head(title);
        page.html.open("body").line().open("header").element("h1", title).element("p", subtitle);
        page.contents(sections);
        page.html.close().line().open("main").line();
        sections.forEach(page::section);
        page.html.close().close().close().line();
        return page.html.toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " beside the classes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head(String title) {
        html.doctype().open("html", "lang", "en").open("head").line();
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        // Should ever anything get in that is not ours, then the browser does not run or fetch it.
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        html.element("title", title).line().style(STYLE).close().line();
    }

    private void contents(List<Section> sections) {
        html.open("nav", "aria-label", "Contents").open("ul");
        for (Section section : sections) {
            html.open("li")
                    .element("a", section.title(), "href", "#" + section.id())
                    .close();
        }
        html.close().close();
    }

    private void section(Section section) {
        html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-h");
        html.element("h2", section.title(), "id", section.id() + "-h").line();
        section.blocks().forEach(this::block);
        html.close().line();
    }

    private void block(Block block) {
        if (block instanceof Block.Text text) {
            html.element("p", text.text()).line();
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Chart chart) {
            chart(chart);
        }
    }

    private void chart(Block.Chart chart) {
        html.open("figure").element("figcaption", chart.data().caption());
        html.open(
                "div",
                "class",
                "plot",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                chart.data().caption());
        chart.drawing().draw(html);
        html.close();
        html.open("details").element("summary", "The figures");
        table(chart.data());
        html.close().close().line();
    }

    private void table(Block.Table table) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", table.caption());
        html.open("table").element("caption", table.caption()).open("thead").open("tr");
        table.columns().forEach(column -> html.element("th", column, "scope", "col"));
        html.close().close().open("tbody").line();
        for (List<Block.Cell> row : table.rows()) {
            html.open("tr").element("th", row.get(0).text(), "scope", "row");
            row.subList(1, row.size()).forEach(this::cell);
            html.close().line();
        }
        html.close().close().close().line();
    }

    private void cell(Block.Cell cell) {
        String tone = cell.tone().name().toLowerCase(Locale.ROOT);
        String type = cell.tone() == Block.Tone.PLAIN ? "" : tone;
        if (cell.text().length() <= SHORT) {
            type = (type + " short").strip();
        }
        if (type.isEmpty()) {
            html.element("td", cell.text());
        } else {
            html.element("td", cell.text(), "class", type);
        }
    }
}
