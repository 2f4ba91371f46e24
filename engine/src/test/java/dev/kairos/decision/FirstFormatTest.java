package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalOptions;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and name tables that were written before there was format 2. */
class FirstFormatTest {

    private static final UUID ID = UUID.fromString("01990a7e-1234-7abc-8def-0123456789ab");
    private static final long TIME = 1_700_000_000_000L;

    private final Map<String, byte[]> records = records();
    private final NameTables names = NameTables.ofJson(resource("format-1.pack.json"));

    @TempDir
    private Path data;

    @Test
    void readsAWholeRecord() {
        DecisionRecord record = record("whole");

        assertThat(record.id()).isEqualTo(ID);
        assertThat(record.timeMs()).isEqualTo(TIME);
        assertThat(record.packCode()).isEqualTo(names.code());
        assertThat(record.has(DecisionFlag.KNOWN)).isTrue();
        assertThat(record.has(DecisionFlag.DEGRADED)).isFalse();
        List<String> told = Told.by(record);
        assertThat(told.subList(0, told.size() - 1))
                .containsExactly(
                        "user c-42",
                        "anonymous a-1",
                        "channel web",
                        "locale de-CH",
                        "context 1=/checkout",
                        "context 2=129.95",
                        "context 3=null",
                        "fired 0",
                        "fired 1",
                        "fault 1: division by zero",
                        "Considered[action=0, rule=0, onPlacement=-1, reason=0, detail=-1, gate=NONE, factors=Factors["
                                + "propensity=0.1, context=1.0, value=10.0, lever=1.2, score=1.2], because=gold]",
                        "Considered[action=1, rule=1, onPlacement=1, reason=3, detail=0, gate=CONTACT_POLICY, factors=null, because=null]",
                        "Placed[placement=0, unknown=null, action=0, fragment=2, reason=0, fallback=false]",
                        "Placed[placement=1, unknown=null, action=-1, fragment=1, reason=1, fallback=true]",
                        "Placed[placement=-1, unknown=no.such, action=-1, fragment=-1, reason=6, fallback=true]",
                        "step PARSE 1200",
                        "step RULES 3400");
        assertThat(told.get(told.size() - 1)).startsWith("snapshot PERSON c-42 [");
    }

    @Test
    void readsEveryTypeOfValue() {
        DecisionRecord record = record("values");

        assertThat(record.has(DecisionFlag.DEGRADED)).isTrue();
        assertThat(Told.by(record))
                .containsExactly(
                        "user grüezi 👋",
                        "context 10=grüezi 👋",
                        "context 11=",
                        "context 12=true",
                        "context 13=false",
                        "context 14=42",
                        "context 15=-1",
                        "context 16=1099511627776",
                        "context 17=-0.5",
                        "context 18=129.95",
                        "context 19=NaN",
                        "context 20=2023-11-14T22:13:20.123Z",
                        "context 21=[a, , ümlaut]");
    }

    @Test
    void readsConsentAndEveryKindOfProposal() {
        assertThat(Told.by(record("consent")))
                .containsExactly(
                        "Said[purpose=0, status=DENIED, atMs=1699999999995, evidence=tcf]",
                        "Said[purpose=1, status=GRANTED, atMs=1700000000000, evidence=]",
                        "CALL Said[purpose=0, status=DENIED, atMs=1699999999995, evidence=tcf]",
                        "CATALOGUE Said[purpose=1, status=GRANTED, atMs=1700000000000, evidence=]",
                        "Considered[action=7, rule=300, onPlacement=-1, reason=7, detail=-1, gate=NONE, factors=Factors["
                                + "propensity=1.0, context=1.0, value=1.0, lever=1.0, score=1.0], because=null]",
                        "Considered[action=8, rule=-1, onPlacement=3, reason=7, detail=12, gate=SUPPRESSION, factors=Factors["
                                + "propensity=0.3, context=2.0, value=49.0, lever=0.123456789, score=77.5], because=a reason of its own]",
                        "Considered[action=-1, rule=-1, onPlacement=-1, reason=255, detail=65534, gate=NONE, factors=null, because=null]");
    }

    @Test
    void readsWhatWasCutAndWhatIsEmpty() {
        assertThat(record("cut").has(DecisionFlag.TRUNCATED)).isTrue();
        assertThat(Told.by(record("cut"))).hasSizeGreaterThan(10);
        assertThat(Told.by(record("empty"))).isEmpty();
    }

    @Test
    void readsTheShortStatementsOfEvenOlderRecords() {
        byte[] older = Arrays.copyOf(records.get("empty"), 36 + 3 + 3);
        System.arraycopy(new byte[] {12, 3, 0, 0, 0, 1}, 0, older, 36, 6);
        older[4] = (byte) older.length;

        assertThat(Told.by(new DecisionRecord().wrap(older, 0, older.length)))
                .containsExactly("Said[purpose=0, status=GRANTED, atMs=1700000000000, evidence=]");
    }

    @Test
    void refusesATruncatedRecordAtEveryLength() {
        for (byte[] record : records.values()) {
            for (int length = 0; length < record.length; length++) {
                byte[] cut = Arrays.copyOf(record, length);
                assertThatThrownBy(() -> Told.by(new DecisionRecord().wrap(cut, 0, cut.length)))
                        .isInstanceOf(CorruptRecordException.class);
            }
        }
    }

    @Test
    void survivesAnyDamage() {
        Random random = new Random(8);
        for (int run = 0; run < 50_000; run++) {
            for (String name : List.of("whole", "values", "consent")) {
                byte[] damaged = records.get(name).clone();
                for (int i = random.nextInt(1, 8); i > 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    Told.by(new DecisionRecord().wrap(damaged, 0, damaged.length));
                } catch (CorruptRecordException expected) {
                    assertThat(expected).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void isFoundAndExplainedByTheTablesKeptThen() throws IOException {
        Path packs = Files.createDirectories(data.resolve("packs"));
        Files.write(packs.resolve("sample@0a1b2c3d.json"), resource("format-1.pack.json"));
        try (Journal journal = Journal.open(data.resolve("decisions"), JournalOptions.DEFAULT)) {
            byte[] whole = records.get("whole");
            journal.append(42, whole, 0, whole.length, ID.getMostSignificantBits() >>> 16);
        }
        try (DecisionLog log = DecisionLog.open(
                data, DecisionLogSettings.DEFAULT, new Metrics(), () -> Instant.ofEpochMilli(TIME + 60_000))) {
            log.keep(SamplePack.NAMES);

            DecisionRecord found = log.find(ID).orElseThrow();
            JsonNode told = new ObjectMapper()
                    .readTree(new Explanation(log.names(found.packCode()), SnapshotDecoder.NONE).toJson(found));

            assertThat(told.at("/pack").textValue()).isEqualTo("sample@0a1b2c3d");
            assertThat(told.at("/considered/0/because").textValue()).isEqualTo("gold");
            assertThat(told.at("/considered/0/rule/name").textValue()).isEqualTo("Gold customers");
            assertThat(told.at("/considered/0/score").doubleValue()).isEqualTo(1.2);
            // the same pack version has other tables now, kept beside those
            assertThat(log.names(SamplePack.NAMES.code())).isNotNull();
            assertThat(SamplePack.NAMES.code()).isNotEqualTo(names.code());
            assertThat(log.recent(key -> key == 42, 0, 10).decisions())
                    .extracting(DecisionRecord::id)
                    .containsExactly(ID);
        }
    }

    private DecisionRecord record(String name) {
        byte[] record = records.get(name);
        return new DecisionRecord().wrap(record, 0, record.length);
    }

    private static Map<String, byte[]> records() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        new String(resource("format-1.records"), StandardCharsets.US_ASCII)
                .lines()
                .forEach(line -> {
                    int gap = line.indexOf(' ');
                    records.put(line.substring(0, gap), HexFormat.of().parseHex(line.substring(gap + 1)));
                });
        return records;
    }

    private static byte[] resource(String name) {
        try (InputStream in = FirstFormatTest.class.getResourceAsStream("/decisions/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
