package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.touchpoint.Contents;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.When;
import dev.kairos.touchpoint.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00.123Z");

    private final RecordCodec codec = new RecordCodec();

    @Test
    void givesChangesBackAsTheyWere() {
        for (Change change : changes()) {
            byte[] bytes = codec.encode(change);

            assertThat(decode(bytes)).isEqualTo(new JournalRecord.Changed(change));
        }
    }

    @Test
    void givesAllOtherRecordsBackAsTheyWere() {
        JournalRecord.Split split =
                new JournalRecord.Split(identity(Kind.PERSON, "c-1"), identity(Kind.ANONYMOUS, "a-ü"));
        JournalRecord.PackTurned pack = new JournalRecord.PackTurned("bank@12345678", "12345678abcdef");

        assertThat(decode(codec.encode(split))).isEqualTo(split);
        assertThat(decode(codec.encode(pack))).isEqualTo(pack);
        assertThat(decode(codec.encodeTick())).isEqualTo(new JournalRecord.Tick());
        assertThat(decode(codec.encode(touchpoint()))).isEqualTo(new JournalRecord.Touch(touchpoint()));
    }

    @Test
    void writesTheSameBytesInWhateverOrderAMapWasFilled() {
        Map<String, Object> oneWay = new LinkedHashMap<>();
        Map<String, Object> otherWay = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            oneWay.put("a" + i, i);
            otherWay.put("a" + (19 - i), 19 - i);
        }

        byte[] first = codec.encode(new Change.Replace(key("c"), ProfileData.of(oneWay)));
        byte[] second = codec.encode(new Change.Replace(key("c"), ProfileData.of(otherWay)));

        assertThat(first).isEqualTo(second);
    }

    @Test
    void takesWhatWasErasedForNothing() {
        assertThat(decode(new byte[0])).isInstanceOf(JournalRecord.Blank.class);
        assertThat(decode(new byte[300])).isInstanceOf(JournalRecord.Blank.class);
    }

    @Test
    void refusesEveryTruncationOfARecord() {
        for (byte[] bytes : samples()) {
            for (int length = 1; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);

                assertThatThrownBy(() -> decode(cut)).isInstanceOf(UnreadableRecordException.class);
            }
        }
    }

    @Test
    void refusesWhatFollowsARecord() {
        for (byte[] bytes : samples()) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

            assertThatThrownBy(() -> decode(longer)).isInstanceOf(UnreadableRecordException.class);
        }
    }

    @Test
    void damagedBytesAreReadAsSomethingOrRefused() {
        Random random = new Random(7);
        List<byte[]> samples = samples();
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(decode(bytes)).isNotNull();
            } catch (UnreadableRecordException refused) {
                assertThat(refused).hasMessageStartingWith("a record");
            }
        }
    }

    private List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        changes().forEach(change -> samples.add(codec.encode(change)));
        samples.add(codec.encode(touchpoint()));
        samples.add(
                codec.encode(new JournalRecord.Split(identity(Kind.PERSON, "c-1"), identity(Kind.ANONYMOUS, "a-1"))));
        samples.add(codec.encode(new JournalRecord.PackTurned("bank@12345678", "12345678abcdef")));
        return samples;
    }

    private static List<Change> changes() {
        Map<String, Object> attributes = Map.of(
                "text",
                "Zoë \uD83D\uDE00",
                "yes",
                true,
                "no",
                false,
                "int",
                -42,
                "long",
                Long.MIN_VALUE,
                "decimal",
                -0.0,
                "at",
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                "words",
                Set.of("b", "a", "ü"),
                "none",
                Set.of());
        ProfileData data = new ProfileData(
                attributes,
                "h-1",
                null,
                Set.of("a-2", "a-1"),
                Map.of("marketing", new Consent(Consent.Status.WITHDRAWN, AT, "call")),
                List.of(new Contact("offer", Outcome.CLICK, AT, 3)));
        return List.of(
                new Change.Replace(key("c-1"), data),
                new Change.Replace(new ProfileKey(Kind.HOUSEHOLD, "h-1"), ProfileData.EMPTY),
                new Change.Merge(key("c-2"), data, Set.of("x", Change.Merge.HOUSEHOLD)),
                new Change.Erase(new ProfileKey(Kind.ANONYMOUS, "a-1")));
    }

    private static Touchpoint touchpoint() {
        return new Touchpoint(
                Touchpoint.Type.TRACK,
                "m-1",
                new Who("c-1", "a-1", null, null),
                "Order Completed",
                new When(AT.toEpochMilli() - 5, AT.toEpochMilli()),
                Contents.of(Properties.of(Map.of("total", 12.5, "items", List.of("a", "b")))));
    }

    private JournalRecord decode(byte[] bytes) {
        return codec.decode(bytes, 0, bytes.length);
    }

    private static dev.kairos.profile.Identity identity(Kind kind, String id) {
        return new dev.kairos.profile.Identity(kind, id);
    }

    private static ProfileKey key(String id) {
        return new ProfileKey(Kind.PERSON, id);
    }
}
