package dev.kairos.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a report as Markdown: its tables, those with a chart's figures among them, and no chart. */
final class MarkdownPage {

    private final StringBuilder out = new StringBuilder();

    private MarkdownPage() {}

    static String of(String title, String subtitle, List<Section> sections) {
        MarkdownPage page = new MarkdownPage();
        page.out.append("# ").append(escaped(title)).append("\n\n");
        page.out.append(escaped(subtitle)).append("\n\n");
        for (Section section : sections) {
            page.out.append("## ").append(escaped(section.title())).append("\n\n");
            section.blocks().forEach(page::block);
        }
        return page.out.toString().stripTrailing() + "\n";
    }

    private void block(Block block) {
        if (block instanceof Block.Text text) {
            out.append(escaped(text.text())).append("\n\n");
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Chart chart) {
            table(chart.data());
        }
    }

    private void table(Block.Table table) {
        out.append("**").append(escaped(table.caption())).append("**\n\n");
        row(table.columns());
        row(table.columns().stream().map(column -> "---").toList());
        table.rows().forEach(row -> row(row.stream().map(Block.Cell::text).toList()));
        out.append('\n');
    }

    private void row(List<String> cells) {
        out.append(cells.stream()
                .map(cell -> cell.equals("---") ? cell : escaped(cell))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** On one line, with nothing in it that Markdown or HTML would take for its own. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\n', '\r', '\t' -> escaped.append(' ');
                case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '!' ->
                    escaped.append('\\').appendCodePoint(c);
                default -> escaped.appendCodePoint(Markup.isShown(c) ? c : '\uFFFD');
            }
        });
        return escaped.toString();
    }
}
