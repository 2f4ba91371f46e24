package dev.kairos.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileJsonTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final ProfileKey KEY = new ProfileKey(Kind.PERSON, "c-42");

    private final ProfileJson json = new ProfileJson(Schemas.EACH_TYPE, () -> NOW);

    @Test
    void readsAProfileWithEverything() {
        ProfileData read = good("""
                {"userId": "c-42",
                 "attributes": {"segment": "gold", "interests": ["golf", "opera"], "note": "naïve 🙂", "inDefault": false,
                   "age": 42, "views": 9007199254740993, "balance": -12.5, "since": "2020-02-29T10:00:00+01:00"},
                 "household": "h-7", "company": "acme", "anonymousIds": ["a-1", "a-2"],
                 "consent": {"marketing": true, "analytics": {"granted": false, "at": "2026-01-01T00:00:00Z"},
                   "ads": {"status": "withdrawn", "evidence": "call centre, ticket 4711"}},
                 "contacts": [{"action": "x", "outcome": "impression", "at": "2026-01-02T00:00:00.5Z", "count": 2},
                   {"action": "y", "outcome": "click", "at": "2026-01-03T00:00:00Z"}]}
                """);

        assertThat(read.attributes())
                .containsEntry("segment", "gold")
                .containsEntry("interests", Set.of("golf", "opera"))
                .containsEntry("note", "naïve 🙂")
                .containsEntry("inDefault", false)
                .containsEntry("age", 42)
                .containsEntry("views", 9007199254740993L)
                .containsEntry("balance", -12.5)
                .containsEntry("since", Instant.parse("2020-02-29T09:00:00Z"))
                .hasSize(8);
        assertThat(read.household()).isEqualTo("h-7");
        assertThat(read.company()).isEqualTo("acme");
        assertThat(read.anonymousIds()).containsExactlyInAnyOrder("a-1", "a-2");
        assertThat(read.consent())
                .isEqualTo(Map.of(
                        "marketing", new Consent(true, NOW),
                        "analytics", new Consent(false, Instant.parse("2026-01-01T00:00:00Z")),
                        "ads", new Consent(Consent.Status.WITHDRAWN, NOW, "call centre, ticket 4711")));
        assertThat(read.contacts())
                .containsExactly(
                        new Contact("x", Outcome.IMPRESSION, Instant.parse("2026-01-02T00:00:00.5Z"), 2),
                        new Contact("y", Outcome.CLICK, Instant.parse("2026-01-03T00:00:00Z"), 1));
    }

    @Test
    void writesWhatItReads() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            ProfileData profile = RandomProfiles.next(random);

            Parsed<ProfileData> read = json.whole(KEY, json.write(KEY, profile));

            assertThat(read).isEqualTo(new Parsed.Good<>(profile));
        }
    }

    @Test
    void theMoreRestrictiveOfTwoStatementsOnAPurposeHolds() {
        for (String both : List.of(
                "{\"status\": \"withdrawn\", \"granted\": true}", "{\"granted\": true, \"status\": \"withdrawn\"}")) {
            assertThat(good("{\"consent\": {\"ads\": " + both + "}}").consent())
                    .isEqualTo(Map.of("ads", new Consent(Consent.Status.WITHDRAWN, NOW, "")));
        }
    }

    @Test
    void refusesEvidenceThatCannotBeStored() {
        String most = "ü".repeat(Consent.MAX_EVIDENCE_BYTES / 2);

        assertThat(good("{\"consent\": {\"ads\": {\"granted\": true, \"evidence\": \"" + most + "\"}}}")
                        .consent()
                        .get("ads")
                        .evidence())
                .isEqualTo(most);
        assertThat(bad("{\"consent\": {\"ads\": {\"granted\": true, \"evidence\": \"" + most + "ü\"}}}"))
                .containsExactly("/consent/ads/evidence: is 258 bytes long, and at most 256 are stored");
    }

    @Test
    void anAttributeMayBeCalledAsInItsSource() {
        assertThat(good("{\"attributes\": {\"default\": true}}").attributes()).containsEntry("inDefault", true);
    }

    @Test
    void reportsAllMistakesAtOnce() {
        List<String> found = bad("""
                {"userId": "c-43", "atributes": {}, "age": 1,
                 "attributes": {"segmnet": "gold", "householdIncome": 3, "age": "42", "age": 43, "views": 1.5,
                   "inDefault": "yes", "interests": ["a", 7], "since": "2020-01-01", "default": true},
                 "household": 7, "anonymousIds": [null, "a"],
                 "consent": {"m": "yes", "n": {}, "o": {"granted": 1}, "p": {"status": "grantd", "on": 1},
                   "q": {"status": true, "evidence": 7}},
                 "contacts": [{}, 4, {"action": "x", "outcome": "klick", "at": "2026-01-02T00:00:00Z", "count": 0}]}
                """);

        assertThat(found)
                .containsExactly(
                        "/userId: is not the id of the profile addressed",
                        "/atributes: is no key of a person (did you mean 'attributes'?)",
                        "/age: is no key of a person (write it inside 'attributes')",
                        "/attributes/segmnet: the schema has no attribute 'segmnet' (did you mean 'segment'?)",
                        "/attributes/householdIncome: 'householdIncome' belongs to the household, not to the person",
                        "/attributes/age: '42' is no whole number (it is in quotes, so it is a string)",
                        "/attributes/age: is given twice",
                        "/attributes/views: 1.5 is no whole number",
                        "/attributes/inDefault: 'yes' is no true or false (it is in quotes, so it is a string)",
                        "/attributes/interests/1: 7 is no string",
                        "/attributes/since: '2020-01-01' is no date and time (write the time and the offset too:"
                                + " 2020-01-01T00:00:00Z)",
                        "/attributes/default: is given twice: 'default' and 'inDefault' are the same",
                        "/household: is no string (write ids in quotes)",
                        "/anonymousIds/0: is no string (write ids in quotes)",
                        "/consent/m: is neither true nor false nor an object with 'status' and 'at'",
                        "/consent/n: does not say whether it is granted (add \"status\": granted, denied or withdrawn)",
                        "/consent/o/granted: 1 is no true or false",
                        "/consent/p/status: 'grantd' is no status (did you mean 'granted'?)",
                        "/consent/p/on: is no key of a consent",
                        "/consent/q/status: is no string (write ids in quotes)",
                        "/consent/q/evidence: 7 is no string",
                        "/contacts/0: a contact has an action, an outcome and a time (give action, outcome and at)",
                        "/contacts/1: is no object",
                        "/contacts/2/outcome: 'klick' is no outcome (did you mean 'click'?)",
                        "/contacts/2/count: is less than 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "age|2147483648|does not fit into 32 bits",
                "age|-2147483649|does not fit into 32 bits",
                "age|1e3|is no whole number",
                "age|99999999999999999999|does not fit into 32 bits",
                "views|9223372036854775808|does not fit into 64 bits",
                "balance|1e999|is too large",
                "balance|\"1\"|is no number",
                "balance|true|is no number",
                "segment|{\"a\":[1]}|is no string",
                "note|\"123456789012345678901\"|at most 20 are stored",
                "note|\"éééééééééé1\"|at most 20 are stored",
                "note|\"a\\u0000b\"|NUL",
                "note|\"a\\ud800b\"|not Unicode",
                "segment|\"\\udc00\"|not Unicode",
                "since|\"+10000-01-01T00:00:00Z\"|outside the years",
                "since|\"2020-01-01T00:00:00\"|write the offset",
                "since|\"2020-02-30T00:00:00Z\"|is no date and time",
                "since|1577836800000|is no date and time",
                "interests|\"golf\"|is no array",
                "interests|[[\"golf\"]]|is no string"
            })
    void refusesAValueThatTheAttributeCannotHold(String name, String value, String message) {
        assertThat(bad("{\"attributes\": {\"%s\": %s}}".formatted(name, value)))
                .singleElement()
                .asString()
                .startsWith("/attributes/" + name)
                .contains(message);
    }

    @Test
    void refusesAKeywordLongerThanIsStored() {
        assertThat(good("{\"attributes\": {\"segment\": \"%s\"}}".formatted("x".repeat(256)))
                        .attributes())
                .containsKey("segment");
        assertThat(bad("{\"attributes\": {\"segment\": \"%s\"}}".formatted("é".repeat(129))))
                .containsExactly("/attributes/segment: is 258 bytes long, and at most 256 are stored");
        assertThat(bad("{\"attributes\": {\"interests\": [%s]}}"
                        .formatted(IntStream.range(0, 300)
                                .mapToObj(i -> "\"k" + i + "\"")
                                .collect(Collectors.joining(",")))))
                .containsExactly("/attributes/interests: has 300 keywords, and at most 256 are stored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"attributes\"",
                "{\"attributes\":{\"age\":",
                "{\"attributes\":{\"age\":1}",
                "{} {}",
                "{}]",
                "{'attributes':{}}",
                "{\"attributes\":{\"age\":01}}",
                "{\"attributes\":{\"balance\":NaN}}",
                "{\"attributes\":{\"age\":1,}}",
                "{\"x\":[[[[[[[[[[[[[[]]]]]]]]]]]]]]}",
                "\uFEFF{}"
            })
    void refusesWhatIsNoJsonObject(String text) {
        assertThat(bad(text)).isNotEmpty().noneMatch(m -> m.contains("fasterxml") || m.contains("Stream"));
    }

    @Test
    void refusesOtherCharsetsAndBrokenUtf8() {
        for (byte[] body : List.of(
                "{\"attributes\":{}}".getBytes(StandardCharsets.UTF_16LE),
                "{\"attributes\":{}}".getBytes(StandardCharsets.UTF_16),
                "{\"attributes\":{\"segment\":\"é\"}}".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {(byte) 0xFF, (byte) 0xFE},
                new byte[8])) {
            assertThat(json.whole(KEY, body)).isInstanceOf(Parsed.Bad.class);
        }
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(11);
        byte[] whole = json.write(KEY, RandomProfiles.next(random));
        for (int i = 0; i < 20_000; i++) {
            byte[] body = whole.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            assertThat(json.row(body, 0, random.nextInt(body.length + 1), true)).isNotNull();
        }
    }

    @Test
    void cutsAListOfMistakesThatNobodyReadsToItsEnd() {
        String body = IntStream.range(0, 1_000)
                .mapToObj(i -> "\"k" + i + "\": 1")
                .collect(Collectors.joining(",", "{\"attributes\": {", "}}"));

        assertThat(bad(body)).hasSize(ProfileJson.MAX_MISTAKES);
    }

    @Test
    void aPatchTakesAwayWhatIsNull() {
        Parsed<Change.Merge> read = json.patch(KEY, """
                {"attributes": {"age": null, "segment": "gold"}, "household": null, "consent": {"marketing": null},
                 "contacts": null}
                """.getBytes(UTF_8));

        Change.Merge merge = ((Parsed.Good<Change.Merge>) read).value();
        assertThat(merge.key()).isEqualTo(KEY);
        assertThat(merge.patch()).isEqualTo(ProfileData.of(Map.of("segment", "gold")));
        assertThat(merge.removed()).containsExactlyInAnyOrder("age", "/household", "/consent/marketing", "/contacts");
        byte[] written = json.write(merge);
        assertThat(json.row(written, 0, written.length, false)).isEqualTo(new Parsed.Good<>(merge));
    }

    @Test
    void aWholeProfileHasNothingWhereItIsNull() {
        assertThat(good("{\"attributes\": {\"age\": null}, \"household\": null, \"consent\": {\"m\": null}}"))
                .isEqualTo(ProfileData.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "userId, PERSON, age, 1",
        "householdId, HOUSEHOLD, householdIncome, 2",
        "companyId, COMPANY, industry, '\"banking\"'",
        "anonymousId, ANONYMOUS, age, 3"
    })
    void aRowNamesItsKeyAnywhere(String id, Kind kind, String attribute, String value) {
        byte[] row = "{\"attributes\": {\"%s\": %s}, \"%s\": \"x-1\"}"
                .formatted(attribute, value, id)
                .getBytes(UTF_8);

        Parsed<Change> read = json.row(row, 0, row.length, true);

        Change.Replace replace = (Change.Replace) ((Parsed.Good<Change>) read).value();
        assertThat(replace.key()).isEqualTo(new ProfileKey(kind, "x-1"));
        assertThat(replace.data().attributes()).containsOnlyKeys(attribute);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|does not say whose profile",
                "{\"userId\": 7}|/userId: is no string",
                "{\"userId\": \"\"}|/userId: ",
                "{\"userId\": \"a\", \"householdId\": \"b\"}|/householdId: this is the profile of a person",
                "{\"householdId\": \"b\", \"household\": \"c\"}|/household: is no key of a household",
                "{\"userId\": \"a\", \"userId\": \"a\"}|/userId: is given twice",
                "{\"householdId\": \"b\", \"attributes\": {\"age\": 1}}|belongs to the person, not to the household"
            })
    void refusesARowWhoseKeyIsUnclear(String row, String message) {
        byte[] bytes = row.getBytes(UTF_8);

        Parsed<Change> read = json.row(bytes, 0, bytes.length, false);

        assertThat(((Parsed.Bad<Change>) read).reason()).contains(message);
    }

    private ProfileData good(String body) {
        Parsed<ProfileData> read = json.whole(KEY, body.getBytes(UTF_8));
        assertThat(read).isInstanceOf(Parsed.Good.class);
        return ((Parsed.Good<ProfileData>) read).value();
    }

    private List<String> bad(String body) {
        Parsed<ProfileData> read = json.whole(KEY, body.getBytes(UTF_8));
        assertThat(read).isInstanceOf(Parsed.Bad.class);
        return ((Parsed.Bad<ProfileData>) read)
                .mistakes().stream().map(InputMistake::toString).toList();
    }
}
