package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private final Mistakes mistakes = new Mistakes();

    @Test
    void givesValuesOfTheTypesAskedFor() {
        YamlMap map = read("""
                text: no
                quoted: "12"
                number: -1.5e3
                whole: 42
                flag: true
                duration: 90m
                list: [a, b]
                map: {key: value}
                """);

        assertThat(map.text("text")).isEqualTo("no");
        assertThat(map.text("quoted")).isEqualTo("12");
        assertThat(map.number("number", 0, -2000, 0)).isEqualTo(-1500);
        assertThat(map.whole("whole", 0, 0, 100)).isEqualTo(42);
        assertThat(map.flag("flag", false)).isTrue();
        assertThat(map.duration("duration", Duration.ZERO)).isEqualTo(Duration.ofMinutes(90));
        assertThat(map.list("list")).extracting(YamlNode::text).containsExactly("a", "b");
        assertThat(map.map("map").text("key")).isEqualTo("value");
        assertThat(map.refuseOthers()).isZero();
        assertThat(mistakes.isEmpty()).isTrue();
    }

    @Test
    void givesWhatHoldsOtherwiseForMissingKeys() {
        YamlMap map = read("other: 1");

        assertThat(map.text("text")).isNull();
        assertThat(map.number("number", 7, 0, 1)).isEqualTo(7);
        assertThat(map.whole("whole", 8, 0, 1)).isEqualTo(8);
        assertThat(map.flag("flag", true)).isTrue();
        assertThat(map.list("list")).isEmpty();
        assertThat(map.map("map").entries()).isEmpty();
        assertThat(mistakes.isEmpty()).isTrue();
    }

    @Test
    void readsAFileWrittenByAWindowsEditor() {
        YamlMap map = read("\uFEFFname: base\r\nother: x\r\n");

        assertThat(map.text("name")).isEqualTo("base");
        assertThat(map.lineOf("other")).isEqualTo(2);
    }

    @Test
    void writesAliasesOut() {
        YamlMap map = read("first: &it {key: value}\nsecond: *it\n");

        assertThat(map.map("second").text("key")).isEqualTo("value");
    }

    @Test
    void findsEveryMistakeOfAFileAtOnce() {
        YamlMap map = read("number: abc\nflag: 12\nothr: 1\n");

        map.number("number", 0, 0, 1);
        map.flag("flag", true);
        map.text("other");
        map.refuseOthers();

        assertThat(mistakes.sorted())
                .extracting(Mistake::toString)
                .containsExactly(
                        "f.yaml:1: number: expected a number, found text 'abc'",
                        "f.yaml:2: flag: expected true or false, found 12",
                        "f.yaml:3: unknown key 'othr' (did you mean 'other'?)");
    }

    @Test
    void refusesNumbersOutOfRange() {
        YamlMap map = read("port: 70000\nshare: 1.5\nbig: 99999999999999999999\n");

        map.whole("port", 8080, 0, 65_535);
        map.number("share", 0, 0, 1);
        map.whole("big", 0, 0, Long.MAX_VALUE);

        assertThat(mistakes.sorted())
                .extracting(Mistake::toString)
                .containsExactly(
                        "f.yaml:1: port: 70000 is out of range (from 0 to 65535)",
                        "f.yaml:2: share: 1.5 is out of range (from 0 to 1)",
                        "f.yaml:3: big: expected a whole number of at most 64 bits, found 99999999999999999999");
    }

    @ParameterizedTest
    @CsvSource({"250ms,250", "2s,2000", "3m,180000", "1h,3600000", "1d,86400000", "1w,604800000"})
    void readsDurationsOfEveryUnit(String written, long millis) {
        assertThat(read("d: " + written).duration("d", Duration.ZERO)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7 d", "-7d", "d", "7days", "1.5h", "99999999999999999999d"})
    void refusesWhatIsNoDuration(String written) {
        read("d: " + written).duration("d", Duration.ZERO);

        assertThat(mistakes.sorted()).singleElement().satisfies(m -> {
            assertThat(m.message()).startsWith("d: expected a duration, found ");
            assertThat(m.hint()).isEqualTo("write a number and a unit, as in 24h or 7d");
        });
    }

    @Test
    void refusesAliasesThatStandForTooMuch() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            String alias = "*a" + (i - 1);
            laughs.append("a%d: &a%d [%s]\n"
                    .formatted(
                            i,
                            i,
                            String.join(
                                    ", ",
                                    List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias, alias))));
        }

        refuses(laughs.toString(), "f.yaml:6: more than 1000000 values, aliases written out (use fewer aliases)");
    }

    @Test
    void refusesDeepNesting() {
        refuses("a: " + "[".repeat(100_000), "f.yaml:1: nested more than 64 levels deep (write it flatter)");
        refuses("a: " + "{a: ".repeat(100_000), "f.yaml:1: nested more than 64 levels deep (write it flatter)");
        refuses("- ".repeat(100_000), "f.yaml:1: nested more than 64 levels deep (write it flatter)");
    }

    @Test
    void refusesAnotherCharacterSetAtItsLine() {
        refuses(
                bytes("name: base\ndescription: Größe\n", StandardCharsets.ISO_8859_1),
                "f.yaml:2: the file is not UTF-8: byte 26 (save it as UTF-8)");
        refuses(bytes("name: x", StandardCharsets.UTF_16), "f.yaml:1: the file is UTF-16 (save it as UTF-8)");
        refuses(
                Arrays.copyOf(bytes("name: ß", StandardCharsets.UTF_8), 7),
                "f.yaml:1: the file is not UTF-8: byte 6 (save it as UTF-8)");
    }

    @Test
    void refusesControlCharacters() {
        refuses("a: 1\nb: \u0000\n", "f.yaml:2: the control character U+0000 is not allowed (remove it)");
    }

    @Test
    void refusesALongFile() {
        byte[] spaces = new byte[YamlReader.MAX_BYTES + 1];
        Arrays.fill(spaces, (byte) ' ');

        refuses(spaces, "f.yaml: the file is longer than 4 MiB (split or shorten it)");
    }

    @Test
    void survivesRandomAndDamagedFiles() {
        byte[] good =
                bytes("a: {b: [c, \"d\", 'e'], f: &x 1, g: *x}\nh:\n  - i: |\n      text\n", StandardCharsets.UTF_8);
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                damaged[random.nextInt(damaged.length)] = (byte)
                        (i % 3 == 0 ? random.nextInt(256) : " :-{}[]&*!|>'\"%@`#,?\n\t".charAt(random.nextInt(22)));
            }
            Mistakes found = new Mistakes();

            YamlMap map = YamlReader.read("f.yaml", damaged, found);

            assertThat(map != null || !found.isEmpty())
                    .as("seed 42, case %d", i)
                    .isTrue();
            assertThat(found.sorted())
                    .allMatch(m -> m.line() > 0 && !m.message().contains("null"));
        }
    }

    private YamlMap read(String text) {
        YamlMap map = YamlReader.read("f.yaml", bytes(text, StandardCharsets.UTF_8), mistakes);
        assertThat(map).as("%s", mistakes.sorted()).isNotNull();
        return map;
    }

    private static void refuses(String text, String mistake) {
        refuses(bytes(text, StandardCharsets.UTF_8), mistake);
    }

    private static void refuses(byte[] content, String mistake) {
        Mistakes found = new Mistakes();

        assertThat(YamlReader.read("f.yaml", content, found)).isNull();
        assertThat(found.sorted()).extracting(Mistake::toString).containsExactly(mistake);
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }
}
