package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.metrics.Step;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
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
        assertThat(told(record))
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
        read(written.end()).forEach(new DecisionVisitor() {
            @Override
            public void context(int slot, @Nullable Object value) {
                read.add(value);
            }
        });

        assertThat(read).isEqualTo(values);
    }

    @Test
    void replacesALoneSurrogate() {
        assertThat(told(read(begin().userId("a\uD800b").end()))).containsExactly("user a?b");
    }

    @Test
    void cutsALongTextAndSaysSo() {
        DecisionRecord record = read(begin().context(1, "ü".repeat(10_000)).end());

        assertThat(record.has(DecisionFlag.TRUNCATED)).isTrue();
        assertThat(told(record)).containsExactly("context 1=" + "ü".repeat(RecordFormat.MAX_TEXT_BYTES / 2));
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
        assertThat(told(record)).hasSizeGreaterThan(10);
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
        assertThat(told(record)).hasSize(1);
    }

    @Test
    void continuesARunOfRulesBeyondOneItem() {
        DecisionRecordEncoder large = new DecisionRecordEncoder(256 * 1024).begin(SamplePack.NAMES, 1, 2, 3);
        for (int i = 0; i < 40_000; i++) {
            large.ruleFired(i);
        }

        assertThat(told(read(large.end()))).hasSizeGreaterThan(32_000);
    }

    @Test
    void refusesATruncatedRecordAtEveryLength() {
        byte[] record = Arrays.copyOf(whole().array(), whole().length());

        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(
                            () -> new DecisionRecord().wrap(cut, 0, cut.length).forEach(new DecisionVisitor() {}))
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
                told(new DecisionRecord().wrap(damaged, 0, damaged.length));
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

    private static List<String> told(DecisionRecord record) {
        List<String> told = new ArrayList<>();
        record.forEach(new DecisionVisitor() {
            @Override
            public void userId(String id) {
                told.add("user " + id);
            }

            @Override
            public void anonymousId(String id) {
                told.add("anonymous " + id);
            }

            @Override
            public void channel(String channel) {
                told.add("channel " + channel);
            }

            @Override
            public void locale(String locale) {
                told.add("locale " + locale);
            }

            @Override
            public void context(int slot, @Nullable Object value) {
                told.add("context " + slot + "=" + value);
            }

            @Override
            public void placement(Placed placed) {
                told.add(placed.toString());
            }

            @Override
            public void proposal(Considered considered) {
                told.add(considered.toString());
            }

            @Override
            public void ruleFired(int rule) {
                told.add("fired " + rule);
            }

            @Override
            public void fault(int rule, String message) {
                told.add("fault " + rule + ": " + message);
            }

            @Override
            public void step(Step step, long nanos) {
                told.add("step " + step + " " + nanos);
            }

            @Override
            public void snapshot(Kind kind, String id, byte[] bytes, int offset, int length) {
                told.add("snapshot " + kind + " " + id + " "
                        + Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length)));
            }
        });
        return told;
    }
}
