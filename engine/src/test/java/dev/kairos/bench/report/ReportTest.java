package dev.kairos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Path NO_HISTORY = Path.of("no-such-history");

    @TempDir
    Path dir;

    private Path folder;
    private ResultFolder results;

    @BeforeEach
    void makeResults() throws IOException {
        folder = Files.createDirectory(dir.resolve("20261122-233000"));
        results = ResultFolder.full(folder, 1);
        results.write();
        Files.copy(jmhSample(), folder.resolve(JmhResult.FILE));
    }

    static Path jmhSample() {
        return Path.of("src/test/resources/bench-report/jmh.json");
    }

    @Test
    void isWellFormedAndNeedsNothingFromElsewhere() throws Exception {
        String html = Report.read(folder, null, null, NO_HISTORY).html();

        Document page = parsed(html);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("link").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("url(");
        assertThat(html).doesNotContain("@import").doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void saysToThoseWhoCannotSeeWhatIsOnEachChart() throws Exception {
        Document page = parsed(Report.read(folder, null, null, NO_HISTORY).html());

        List<Element> charts = elements(page, "svg");
        assertThat(charts).hasSizeGreaterThan(6);
        Set<String> ids = new HashSet<>();
        elements(page, "*").stream()
                .map(e -> e.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .forEach(id -> assertThat(ids.add(id)).as(id).isTrue());
        for (Element chart : charts) {
            assertThat(chart.getAttribute("role")).isEqualTo("img");
            assertThat(ids).contains(chart.getAttribute("aria-labelledby").split(" "));
            assertThat(chart.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
        }
        assertThat(elements(page, "details")).hasSameSizeAs(charts);
    }

    @Test
    void showsTheQuantilesThatAreInTheLogs() throws Exception {
        Report report = Report.read(folder, null, null, NO_HISTORY);

        Histogram kairos = new Histogram(3);
        Run run = Run.read(folder);
        for (Phase phase : run.phases("latency", "kairos")) {
            kairos.add(IntervalLog.read(folder.resolve(phase.log())).whole());
        }
        List<String> row = row(parsed(report.html()), "quantiles", "kairos");
        assertThat(row)
                .containsExactly(
                        "32,000/s",
                        Shown.nanos(kairos.getValueAtPercentile(50)),
                        Shown.nanos(kairos.getValueAtPercentile(90)),
                        Shown.nanos(kairos.getValueAtPercentile(99)),
                        Shown.nanos(kairos.getValueAtPercentile(99.9)),
                        Shown.nanos(kairos.getValueAtPercentile(99.99)),
                        Shown.nanos(kairos.getMaxValue()),
                        "96,000");
    }

    @Test
    void drawsTheMedianWhereItIs() throws Exception {
        Element chart =
                element(parsed(Report.read(folder, null, null, NO_HISTORY).html()), "search-chart-title");
        List<Double> heights = new ArrayList<>();
        elements(chart.getParentNode(), "circle").forEach(dot -> heights.add(Double.valueOf(dot.getAttribute("cy"))));
        List<Double> p99 = Run.read(folder).phases("search", "kairos").stream()
                .map(phase -> phase.latency().p99())
                .toList();

        assertThat(heights).hasSameSizeAs(p99);
        for (int i = 1; i < heights.size(); i++) {
            double scale = (heights.get(0) - heights.get(i)) / Math.log(p99.get(i) / p99.get(0));
            double first = (heights.get(0) - heights.get(1)) / Math.log(p99.get(1) / p99.get(0));
            assertThat(scale).isCloseTo(first, org.assertj.core.data.Percentage.withPercentage(5));
        }
    }

    @Test
    void takesTheRatioRoundByRound() throws Exception {
        Run run = Run.read(folder);
        double[] ratios = new double[5];
        for (int round = 1; round <= 5; round++) {
            ratios[round - 1] = run.phases("throughput", "kairos")
                            .get(round - 1)
                            .throughput()
                    / run.phases("throughput", "vertx-echo").get(round - 1).throughput();
        }
        Measured expected = Measured.median(ratios);

        Measured ratio = Figures.of(run, List.of()).get(Figure.FLOOR_RATIO);

        assertThat(ratio).isEqualTo(expected);
        assertThat(ratio.low()).isLessThan(ratio.high());
        List<String> row =
                row(parsed(Report.read(folder, null, null, NO_HISTORY).html()), "summary", Figure.FLOOR_RATIO.label());
        assertThat(row)
                .containsExactly(
                        "✗ " + Figure.FLOOR_RATIO.verdict(expected),
                        Figure.FLOOR_RATIO.shown(expected),
                        "at least 0.75");
    }

    @Test
    void putsMoreEventLoopsBesideOne() throws Exception {
        results.array("phases").forEach(phase -> {
            String server = phase.get("server").asText();
            if (phase.get("purpose").asText().equals("throughput") && server.endsWith("-echo")) {
                ((ObjectNode) phase)
                        .put("purpose", "loops")
                        .put("server", server.equals("vertx-echo") ? "kairos" : "kairos-2");
            }
        });
        results.write();

        Document page = parsed(Report.read(folder, null, null, NO_HISTORY).html());
        List<String> captions = elements(element(page, "rounds"), "caption").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(captions).hasSize(2).last().isEqualTo("More event loops than one, round by round");
        assertThat(element(page, "loops-rounds-desc").getTextContent()).contains("kairos-2 to kairos");
    }

    @Test
    void marksPausesAndReloads() throws Exception {
        Document page = parsed(Report.read(folder, null, null, NO_HISTORY).html());

        Element chart = (Element) element(page, "time-latency-0-title").getParentNode();
        List<String> events = elements(chart, "g").stream()
                .map(event -> event.getAttribute("class"))
                .toList();
        assertThat(events).hasSize(9).contains("event gc", "event reload");
    }

    @Test
    void saysWhatWasNotMeasured() throws Exception {
        Path empty = new ResultFolder(dir.resolve("empty"), 1).write();

        Report report = Report.read(empty, null, null, NO_HISTORY);

        parsed(report.html());
        assertThat(report.verdicts()).isEmpty();
        assertThat(report.markdown().split("Not measured", -1)).hasSizeGreaterThan(9);
        assertThat(report.markdown()).contains("0 are met, 0 missed and 14 were not measured");
    }

    @Test
    void writesWhateverIsInAFolderAsText() throws Exception {
        String evil = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u0000\u202E|`";
        results.run.put("commit", evil);
        results.run.withObject("machine").put("cpu", evil);
        results.run.withObject("settings").put(evil, evil);
        ((ObjectNode) results.array("servers").get(0))
                .put("what", evil)
                .putArray("flags")
                .add(evil);
        ((ObjectNode) results.array("marks").get(0)).put("text", evil);
        ((ObjectNode) results.array("phases").get(0))
                .put("id", evil)
                .put("server", evil)
                .put("protocol", evil);
        results.write();

        Report report = Report.read(folder, null, null, NO_HISTORY);

        Document page = parsed(report.html());
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(report.html())
                .contains("&lt;script&gt;")
                .doesNotContain("<script")
                .doesNotContain("\u202E");
        assertThat(report.markdown()).doesNotContain("<").doesNotContain("\u0000");
    }

    @Test
    void callsOnlyThatDifferentWhichIsOutsideTheSpread() throws Exception {
        Path before = Files.createDirectory(dir.resolve("20261121-000000"));
        ResultFolder other = ResultFolder.full(before, 2);
        other.write();
        assertThat(comparison(before)).contains("within the spread").doesNotContain("worse");

        other.array("phases").forEach(phase -> {
            if (phase.get("server").asText().equals("kairos")
                    && phase.get("purpose").asText().equals("throughput")) {
                ((ObjectNode) phase).put("throughput", phase.get("throughput").asDouble() * 1.5);
            }
        });
        other.write();
        assertThat(row(page(before), "comparison", Figure.FLOOR_RATIO.label())).endsWith("worse");
    }

    private String comparison(Path before) throws Exception {
        Element section = element(page(before), "comparison");
        return elements(section, "td").stream()
                .map(Element::getTextContent)
                .toList()
                .toString();
    }

    private Document page(Path before) throws Exception {
        return parsed(Report.read(folder, before, null, NO_HISTORY).html());
    }

    @Test
    void showsTheTrendOfRatiosWithThisRunLast() throws Exception {
        Path history = dir.resolve("history.ndjson");
        Files.writeString(
                history,
                "{\"date\":\"2026-11-20\",\"commit\":\"aaaaaaa\",\"figures\":{\"floorRatio\":[0.57,0.55,0.6]}}\n");
        Report report = Report.read(folder, null, null, history);

        List<List<String>> rows = rows(parsed(report.html()), "history");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).contains("0.57 (0.55 to 0.60)");
        assertThat(rows.get(1)).contains("this run");
    }

    @Test
    void aStartCountsForItsTargetOnlyWithTenMillionProfiles() throws Exception {
        ((ObjectNode) results.run.get("results")).putObject("cold").put("restartSeconds", 4.2);
        ObjectNode settings = (ObjectNode) results.run.get("settings");
        settings.put("profiles", "1000000");
        results.write();
        assertThat(Figures.of(Run.read(folder), List.of())).doesNotContainKey(Figure.RESTART);

        settings.put("profiles", "10000000");
        results.write();
        assertThat(Figures.of(Run.read(folder), List.of()).get(Figure.RESTART).value())
                .isEqualTo(4.2e9);
    }

    @Test
    void drawsABenchmarkWithSeveralValuesOfAParameter() throws Exception {
        Document page = parsed(Report.read(folder, null, null, NO_HISTORY).html());

        List<String> titles = elements(element(page, "cost"), "caption").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(titles).containsExactly("RulesBenchmark by rules", "WindowBenchmark by kind");
        Measured fired =
                Figures.of(Run.read(folder), JmhResult.read(jmhSample())).get(Figure.FIRE_1000);
        assertThat(row(page, "summary", "Firing 1,000 rules, p50")).contains(Figure.FIRE_1000.shown(fired));
    }

    /** What {@code kairos bench --quick --rounds 2 --reload} wrote on a machine that had much else to do. */
    @Test
    void readsWhatTheCommandWrites() throws Exception {
        Path written = Path.of("src/test/resources/bench-report/run");
        Report report = Report.read(written, null, jmhSample(), NO_HISTORY);

        Document page = parsed(report.html());
        assertThat(row(page, "quantiles", "kairos")).first().isEqualTo("9,988/s");
        assertThat(row(page, "summary", Figure.FLOOR_RATIO.label())).contains("0.87 (0.78 to 0.96)");
        assertThat(row(page, "summary", Figure.FLOOR_RATIO_BY_CPU.label())).contains("0.89");
        assertThat(elements(element(page, "rounds"), "circle")).hasSize(2 * 4 + 4);
        assertThat(elements(element(page, "time"), "svg")).hasSize(3);
        assertThat(elements(element(page, "time"), "g").stream()
                        .map(mark -> mark.getAttribute("class"))
                        .toList())
                .contains("event gc", "event reload");
        assertThat(elements(element(page, "steps"), "path")).hasSizeGreaterThan(10);
        assertThat(row(page, "run", "018-constant-kairos")).contains("search");
    }

    static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static Element element(Document page, String id) {
        return elements(page, "*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }

    private static List<Element> elements(org.w3c.dom.Node in, String tag) {
        NodeList found =
                in instanceof Document page ? page.getElementsByTagName(tag) : ((Element) in).getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static List<List<String>> rows(Document page, String section) {
        return elements(element(page, section), "tr").stream()
                .map(row -> elements(row, "td").stream()
                        .map(Element::getTextContent)
                        .toList())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private static List<String> row(Document page, String section, String name) {
        return elements(element(page, section), "tr").stream()
                .filter(row -> elements(row, "th").get(0).getTextContent().equals(name))
                .findFirst()
                .map(row -> elements(row, "td").stream()
                        .map(Element::getTextContent)
                        .toList())
                .orElseThrow(() -> new AssertionError("no row " + name));
    }
}
