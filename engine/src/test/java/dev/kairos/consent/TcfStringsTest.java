package dev.kairos.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcfStringsTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final TcfStrings strings = new TcfStrings();

    static List<TcfFixtures> fixtures() {
        return TcfFixtures.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsWhatTheOfficialEncoderWrites(TcfFixtures fixture) {
        TcfReading reading = strings.read(fixture.string());

        assertThat(reading.readable()).isTrue();
        assertThat(purposesOf(reading)).isEqualTo(fixture.purposes());
        assertThat(reading.updatedMs()).isEqualTo(fixture.updated().toEpochMilli());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theEvidenceAloneSaysTheSame(TcfFixtures fixture) {
        String evidence = strings.read(fixture.string()).evidence();

        String head = evidence.substring("TCF ".length());
        assertThat(head).hasSize(36).isEqualTo(fixture.string().substring(0, 36));
        String withoutVendors = head + "A".repeat(20);
        assertThat(purposesOf(strings.read(withoutVendors))).isEqualTo(fixture.purposes());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsCutShortGrantsNothingMore(TcfFixtures fixture) {
        String whole = fixture.string();
        for (int chars = 0; chars < whole.length(); chars++) {
            TcfReading reading = strings.read(whole.substring(0, chars));

            assertThat(purposesOf(reading)).isSubsetOf(fixture.purposes());
            assertThat(chars >= 36 || !reading.readable())
                    .as("%d characters", chars)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "....",
                "CQdWToAQdWToAEsAHCENBXEgAAAAAAAAAAYgAAAAAAA=",
                "CQdWToAQdWToAEsAHCENBXEgAAAAAAAAAAYgAAAAAAAA ",
                "CQdWToAQdWToAEsAHCENBXEgAAAAAAAAAAYgAAAAAAAä",
                "CQdWToAQdWToAEsAHCENBXEgAAAAAAAAAAYgAAAA\u0000AAA",
                "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA0123456789",
                "DQdWToAQdWToAEsAHCENBXEgAP_gAAAAAAYgHCQAYAAgcIAAAAAA.YAAAAAAAAAAA",
                "AQdWToAQdWToAEsAHCENBXEgAP_gAAAAAAYgHCQAYAAgcIAAAAAA.YAAAAAAAAAAA",
                ".YAAAAAAAAAAAYAAAAAAAAAAAYAAAAAAAAAAAYAAAAAAAAAAA",
                "{\"tcf\":\"CQdWToAQdWToAEsAHCENBXEgAAAAAAAAAAYgAAAAAAAA\"}",
                "'; DROP TABLE consent; --                              "
            })
    void whatIsNoStringOfVersion2IsUnreadable(String text) {
        assertThat(strings.read(text)).isSameAs(TcfReading.UNREADABLE);
    }

    @Test
    void survivesWhatANetworkMaySend() {
        Random random = new Random(11);
        List<TcfFixtures> fixtures = fixtures();
        for (int i = 0; i < 20_000; i++) {
            TcfReading reading = strings.read(mangled(random, fixtures.get(random.nextInt(fixtures.size()))));

            assertThat(reading.evidence()).hasSizeLessThanOrEqualTo(40);
            assertThat(reading.readable() || reading.purposes() == 0).isTrue();
        }
    }

    @Test
    void refusesWhatIsLongerThanAnyInUse() {
        String whole = fixtures().get(4).string();

        assertThat(strings.read(whole + "." + "A".repeat(TcfStrings.MAX_CHARS - whole.length() - 1))
                        .readable())
                .isTrue();
        assertThat(strings.read(whole + "." + "A".repeat(TcfStrings.MAX_CHARS - whole.length())))
                .isSameAs(TcfReading.UNREADABLE);
    }

    @Test
    void doesNotReadTheSameStringAgain() {
        for (TcfFixtures fixture : fixtures()) {
            TcfReading first = strings.read(fixture.string());

            assertThat(strings.read(new String(fixture.string()))).isSameAs(first);
        }
    }

    @Test
    void twoStringsInOnePlaceAreNotMistakenForEachOther() {
        String one = fixtures().get(4).string() + ".Aa";
        String other = fixtures().get(4).string() + ".BB";
        assertThat(one).hasSameHashCodeAs(other);

        TcfReading first = strings.read(one);

        assertThat(strings.read(other)).isNotSameAs(first).isEqualTo(first);
        assertThat(strings.read(one)).isNotSameAs(first).isEqualTo(first);
    }

    private static String mangled(Random random, TcfFixtures fixture) {
        StringBuilder text = new StringBuilder(fixture.string());
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, c);
                case 1 -> text.insert(at, '.');
                case 2 -> text.setLength(Math.max(1, at));
                case 3 -> text.setCharAt(at, (char) random.nextInt(0x300));
                default -> text.setCharAt(at, c);
            }
        }
        return text.toString();
    }

    private static Set<Integer> purposesOf(TcfReading reading) {
        Set<Integer> purposes = new HashSet<>();
        for (int purpose = 1; purpose <= 24; purpose++) {
            if (reading.consentsToAll(List.of(purpose))) {
                purposes.add(purpose);
            }
        }
        return purposes;
    }
}
