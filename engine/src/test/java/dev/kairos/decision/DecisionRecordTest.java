package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.journal.PartitionKey;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Consent;
import dev.kairos.profile.ProfileView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionRecordTest {

    private static final UUID ID = UUID.fromString("01990a7e-1234-7abc-8def-0123456789ab");

    private final DecisionRecordEncoder encoder = new DecisionRecordEncoder();

    @Test
    void readsBackAllThatWasWritten() {
        DecisionRecord record = read(whole());

        assertThat(record.id()).isEqualTo(ID);
        assertThat(record.timeMs()).isEqualTo(1_700_000_000_000L);
        assertThat(record.packCode()).isEqualTo(SamplePack.NAMES.code());
        assertThat(record.has(DecisionFlag.KNOWN)).isTrue();
        assertThat(record.has(DecisionFlag.DEGRADED)).isFalse();
        assertThat(record.has(DecisionFlag.TRUNCATED)).isFalse();
        assertThat(Told.by(record))
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
                        "step RULES 3400",
                        "snapshot PERSON c-42 " + Arrays.toString(raw(SamplePack.person())));
    }

    @Test
    void keepsEveryTypeOfContextValue() {
        Instant instant = Instant.ofEpochMilli(1_700_000_000_123L);
        Set<String> words = new LinkedHashSet<>(List.of("a", "", "ümlaut"));
        List<Object> values = List.of("grüezi 👋", true, false, 42, 1L << 40, -0.5, instant, words);

        DecisionRecordEncoder written = begin();
        for (int i = 0; i < values.size(); i++) {
            written.context(10 + i, values.get(i));
        }
        List<@Nullable Object> read = new ArrayList<>();
        read(written.end()).forEach(SamplePack.NAMES, new DecisionVisitor() {
            @Override
            public void context(int slot, @Nullable Object value) {
                read.add(value);
            }
        });

        assertThat(read).isEqualTo(values);
    }

    @Test
    void replacesALoneSurrogate() {
        assertThat(Told.by(read(begin().userId("a\uD800b").end()))).containsExactly("user a?b");
    }

    @Test
    void cutsALongTextAndSaysSo() {
        DecisionRecord record = read(begin().context(1, "ü".repeat(10_000)).end());

        assertThat(record.has(DecisionFlag.TRUNCATED)).isTrue();
        assertThat(Told.by(record)).containsExactly("context 1=" + "ü".repeat(RecordFormat.MAX_TEXT_BYTES / 2));
    }

    @Test
    void leavesOutWhatDoesNotFitAndSaysSo() {
        DecisionRecordEncoder small = new DecisionRecordEncoder(1024);
        small.begin(SamplePack.NAMES, 1, 2, 3).placement(0, 0, "frag-gold-upgrade", 0, false);
        for (int i = 0; i < 1000; i++) {
            small.proposal(i, i, -1, 0, -1).factors(0.1, 0.2, 0.3, 0.4, 0.5).because("because of " + i);
            small.ruleFired(i).fault(i, "broken").step(Step.RULES, i);
        }
        DecisionRecord record = read(small.end());

        assertThat(record.has(DecisionFlag.TRUNCATED)).isTrue();
        assertThat(record.length()).isLessThanOrEqualTo(1024);
        assertThat(Told.by(record)).hasSizeGreaterThan(10);
    }

    @Test
    void goesWithoutASnapshotThatDoesNotFit() {
        DecisionRecord record = read(new DecisionRecordEncoder(1024)
                .begin(SamplePack.NAMES, 1, 2, 3)
                .because("x")
                .fault(1, "y".repeat(970))
                .snapshot(SamplePack.person())
                .end());

        assertThat(record.has(DecisionFlag.SNAPSHOT_OMITTED)).isTrue();
        assertThat(Told.by(record)).hasSize(1);
    }

    @Test
    void continuesARunOfRulesBeyondOneItem() {
        DecisionRecordEncoder large = new DecisionRecordEncoder(256 * 1024).begin(SamplePack.NAMES, 1, 2, 3);
        for (int i = 0; i < 40_000; i++) {
            large.ruleFired(i);
        }

        assertThat(Told.by(read(large.end()))).hasSizeGreaterThan(32_000);
    }

    @Test
    void refusesATruncatedRecordAtEveryLength() {
        byte[] record = Arrays.copyOf(whole().array(), whole().length());

        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> new DecisionRecord()
                            .wrap(cut, 0, cut.length)
                            .forEach(SamplePack.NAMES, new DecisionVisitor() {}))
                    .isInstanceOf(CorruptRecordException.class);
        }
    }

    @Test
    void survivesAnyDamage() {
        byte[] record = Arrays.copyOf(whole().array(), whole().length());
        Random random = new Random(7);

        for (int run = 0; run < 100_000; run++) {
            byte[] damaged = record.clone();
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

    @Test
    void refusesAnotherVersion() {
        byte[] record = whole().array().clone();
        record[1] = 9;

        assertThatThrownBy(() -> new DecisionRecord().wrap(record, 0, whole().length()))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessage("decision record of version 9");
    }

    @Test
    void keepsNumbersExactly() {
        Random random = new Random(3);
        List<Double> numbers = new ArrayList<>(List.of(
                0.0,
                -0.0,
                1.0,
                0.1,
                0.12,
                0.123,
                0.1234,
                0.12345,
                1.2,
                49.0,
                499.99,
                -1.5,
                1e-300,
                1e300,
                21_474_836.47,
                2_147_483_648.0,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                0.1 + 0.2));
        for (int i = 0; i < 10_000; i++) {
            numbers.add(random.nextInt(100_000) / Math.pow(10, random.nextInt(7)));
            numbers.add(Double.longBitsToDouble(random.nextLong()));
        }
        for (double number : numbers) {
            List<Object> read = contextOf(begin().context(1, number).end());

            // boxed doubles are equal when their bits are
            assertThat(read).containsExactly((Object) number);
        }
    }

    @Test
    void takesAByteOrTwoForANumberThatPeopleWrite() {
        int without = begin().context(1, 0.0).end().length();
        for (double number : new double[] {1, 10, 31, 0.1, 0.05, 0.31}) {
            assertThat(begin().context(1, number).end().length()).isEqualTo(without);
        }
        for (double number : new double[] {1.2, 0.99, 49, 4095, 0.1234}) {
            assertThat(begin().context(1, number).end().length()).isEqualTo(without + 1);
        }
    }

    @Test
    void keepsATextThatThePackHasByItsPlace() {
        DecisionRecordEncoder known =
                begin().proposal(0, 0, -1, 0, -1).because("filled a cart, and is at home in the shop");
        int knownBytes = known.end().length();

        assertThat(read(known).length())
                .isEqualTo(begin().proposal(0, 0, -1, 0, -1).because("").end().length());
        known = begin().proposal(0, 0, -1, 0, -1)
                .because("filled a cart, and is at home in the shop")
                .end();
        assertThat(known.length()).isEqualTo(knownBytes);
        assertThat(Told.by(read(known)).get(0)).endsWith("because=filled a cart, and is at home in the shop]");
        assertThat(Told.by(read(known), NameTables.NONE).get(0)).endsWith("because=#1]");
    }

    @Test
    void keepsItemsOfAnyLength() {
        for (int length : new int[] {0, 1, 126, 127, 128, 129, 8_000}) {
            String text = "x".repeat(length);
            DecisionRecord record = read(begin().userId(text)
                    .context(1, Set.of(text))
                    .proposal(0, 0, -1, 0, -1)
                    .because(text)
                    .proposal(1, -1, -1, 0, -1)
                    .ruleFired(3)
                    .end());

            assertThat(Told.by(record))
                    .containsExactly(
                            "user " + text,
                            "context 1=[" + text + "]",
                            "Considered[action=0, rule=0, onPlacement=-1, reason=0, detail=-1, gate=NONE, factors=null, because="
                                    + text + "]",
                            "Considered[action=1, rule=-1, onPlacement=-1, reason=0, detail=-1, gate=NONE, factors=null, because=null]",
                            "fired 3");
            assertThat(record.has(DecisionFlag.TRUNCATED)).isFalse();
        }
    }

    @Test
    void keepsATimeThatIsNotThatOfItsId() {
        for (long time : new long[] {0, 1_757_000_000_000L, ID.getMostSignificantBits() >>> 16, Long.MAX_VALUE}) {
            DecisionRecord record = read(
                    encoder.begin(SamplePack.NAMES, ID.getMostSignificantBits(), ID.getLeastSignificantBits(), time)
                            .userId("c-42")
                            .end());

            assertThat(record.timeMs()).isEqualTo(time);
            assertThat(record.id()).isEqualTo(ID);
            assertThat(Told.by(record)).containsExactly("user c-42");
        }
    }

    @Test
    void keepsConsentAndItsTimes() {
        long time = 1_700_000_000_000L;
        DecisionRecord record = read(begin().consent(200, Consent.Status.DENIED, time - 5, "tcf")
                .consentBasis(PurposeConsent.Origin.CATALOGUE, 0, Consent.Status.GRANTED, time, "")
                .consentBasis(PurposeConsent.Origin.PROFILE, 1, Consent.Status.WITHDRAWN, 0, "a form")
                .end());

        assertThat(Told.by(record))
                .containsExactly(
                        "Said[purpose=200, status=DENIED, atMs=1699999999995, evidence=tcf]",
                        "CATALOGUE Said[purpose=0, status=GRANTED, atMs=1700000000000, evidence=]",
                        "PROFILE Said[purpose=1, status=WITHDRAWN, atMs=0, evidence=a form]");
    }

    @Test
    void passesOverItemsOfALaterEngine() {
        long high = ID.getMostSignificantBits();
        encoder.begin(SamplePack.NAMES, high, ID.getLeastSignificantBits(), high >>> 16)
                .userId("c-42")
                .end();
        byte[] record = Arrays.copyOf(encoder.array(), encoder.length());
        record[RecordFormat.HEADER_BYTES] = 99;

        assertThat(Told.by(new DecisionRecord().wrap(record, 0, record.length))).isEmpty();
    }

    @Test
    void partitionsByTheCustomer() {
        long person = PartitionKey.of('p', "c-42".getBytes(StandardCharsets.UTF_8), 0, 4);
        String long200 = "u".repeat(200);

        assertThat(key(begin().userId("c-42").anonymousId("a-1").end())).isEqualTo(person);
        assertThat(key(begin().channel("web").userId("c-42").end())).isEqualTo(person);
        assertThat(key(begin().anonymousId("c-42").end()))
                .isEqualTo(PartitionKey.of('a', "c-42".getBytes(StandardCharsets.UTF_8), 0, 4));
        assertThat(key(begin().channel(long200).userId(long200).end()))
                .isEqualTo(PartitionKey.of('p', long200.getBytes(StandardCharsets.UTF_8), 0, 200));
        assertThat(key(begin().channel("web").end())).isEqualTo(PartitionKey.NONE);
    }

    private static long key(DecisionRecordEncoder record) {
        return RecordFormat.partitionKey(record.array(), record.length());
    }

    private static List<Object> contextOf(DecisionRecordEncoder record) {
        List<Object> read = new ArrayList<>();
        read(record).forEach(SamplePack.NAMES, new DecisionVisitor() {
            @Override
            public void context(int slot, @Nullable Object value) {
                read.add(Objects.requireNonNull(value));
            }
        });
        return read;
    }

    private DecisionRecordEncoder begin() {
        return encoder.begin(
                SamplePack.NAMES, ID.getMostSignificantBits(), ID.getLeastSignificantBits(), 1_700_000_000_000L);
    }

    private DecisionRecordEncoder whole() {
        return SamplePack.decision(encoder, ID, 1_700_000_000_000L)
                .context(1, null)
                .snapshot(SamplePack.person())
                .end();
    }

    private static DecisionRecord read(DecisionRecordEncoder encoder) {
        return new DecisionRecord().wrap(encoder.array(), 0, encoder.length());
    }

    private static byte[] raw(ProfileView view) {
        byte[] raw = new byte[view.rawLength()];
        view.copyRawTo(raw, 0);
        return raw;
    }
}
