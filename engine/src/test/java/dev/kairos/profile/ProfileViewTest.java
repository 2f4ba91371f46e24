package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.catalogue.Outcome;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileViewTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:15:30.123Z");

    private final ProfileLayout layout = ProfileLayout.of(Schemas.ofEveryType());
    private final ProfileView view = layout.newView(Kind.PERSON);

    @Test
    void showsAValueOfEachType() {
        view.wrap("c-42", layout.encode(Kind.PERSON, full()));

        assertThat(view.isPresent()).isTrue();
        assertThat(view.key()).isEqualTo("c-42");
        full().attributes()
                .forEach((name, value) ->
                        assertThat(Schemas.value(view, name)).as(name).isEqualTo(value));
        assertThat(Schemas.value(view, "person_keyword")).isSameAs("gold");
        assertThat(view.household()).isEqualTo("h-7");
        assertThat(view.company()).isEqualTo("acme");
    }

    @Test
    void showsAMissingValueOfEachTypeAsNull() {
        view.wrap("c-42", layout.encode(Kind.PERSON, full()));
        view.wrap("c-43", layout.encode(Kind.PERSON, ProfileData.EMPTY));

        for (AttributeType type : AttributeType.values()) {
            assertThat(Schemas.value(view, "person_" + type.word())).isNull();
        }
        assertThat(view.consentCount()).isZero();
        assertThat(view.contactCount()).isZero();
        assertThat(view.household()).isNull();
    }

    @Test
    void keepsExtremeValues() {
        Map<String, Object> extremes = new HashMap<>();
        extremes.put("person_keyword", "");
        extremes.put("person_keywords", Set.of());
        extremes.put("person_text", "ü€😀\u0000");
        extremes.put("person_boolean", false);
        extremes.put("person_int", Integer.MIN_VALUE);
        extremes.put("person_long", Long.MAX_VALUE);
        extremes.put("person_decimal", -0.0);
        extremes.put("person_instant", Instant.ofEpochMilli(-1));

        view.wrap("c", layout.encode(Kind.PERSON, ProfileData.of(extremes)));

        extremes.forEach(
                (name, value) -> assertThat(Schemas.value(view, name)).as(name).isEqualTo(value));
    }

    @Test
    void showsNothingOnceCleared() {
        view.wrap("c-42", layout.encode(Kind.PERSON, full()));

        view.clear();

        assertThat(view.isPresent()).isFalse();
        assertThat(view.key()).isEmpty();
        assertThat(view.attribute(0)).isNull();
        assertThat(view.contactCount()).isZero();
        assertThat(view.consentCount()).isZero();
        assertThat(view.rawLength()).isZero();
    }

    @Test
    void showsConsentAndContacts() {
        Contact click = new Contact("gold-upgrade", Outcome.CLICK, Instant.parse("2026-03-01T10:15:30Z"), 2);
        ProfileData data = new ProfileData(
                Map.of(), null, null, Set.of(), Map.of("marketing", new Consent(true, AT)), List.of(click));

        view.wrap("c", layout.encode(Kind.PERSON, data));

        assertThat(view.consentCount()).isOne();
        assertThat(view.consentPurpose(0)).isSameAs("marketing");
        assertThat(view.consentGranted(0)).isTrue();
        assertThat(view.consentAtMs(0)).isEqualTo(AT.toEpochMilli());
        assertThat(view.contactCount()).isOne();
        assertThat(view.contactAction(0)).isSameAs("gold-upgrade");
        assertThat(view.contactOutcome(0)).isEqualTo(Outcome.CLICK);
        assertThat(view.contactAtMs(0)).isEqualTo(click.at().toEpochMilli());
        assertThat(view.contactTimes(0)).isEqualTo(2);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.contactAction(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.consentGranted(1));
    }

    @Test
    void setOfKeywordsAnswersWithoutCopying() {
        view.wrap("c", layout.encode(Kind.PERSON, full()));

        Set<?> words = (Set<?>) Schemas.value(view, "person_keywords");

        assertThat(words.contains("sport")).isTrue();
        assertThat(words.contains("opera")).isFalse();
        assertThat(words.contains(null)).isFalse();
        assertThat(words).isEqualTo(Set.of("sport", "travel"));
        assertThat(Schemas.value(view, "person_keywords")).isSameAs(words);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(words::clear);
    }

    @Test
    void householdsAndCompaniesHaveTheirOwnAttributes() {
        ProfileView household = layout.newView(Kind.HOUSEHOLD);

        household.wrap("h-7", layout.encode(Kind.HOUSEHOLD, ProfileData.of(Map.of("household_int", 4))));

        assertThat(household.attribute(layout.schema()
                        .of(Scope.HOUSEHOLD)
                        .indexOf(layout.schema().attribute("household_int"))))
                .isEqualTo(4);
    }

    @Test
    void copiesTheRecordAsItIs() {
        byte[] record = layout.encode(Kind.PERSON, full());
        view.wrap("c", record);
        byte[] copy = new byte[view.rawLength() + 1];
        ByteBuffer buffer = ByteBuffer.allocate(view.rawLength());

        view.copyRawTo(copy, 1);
        view.copyRawTo(buffer);

        assertThat(buffer.array()).isEqualTo(record);
        assertThat(layout.decode(Kind.PERSON, copy, 1, record.length)).isEqualTo(full());
    }

    @Test
    void growsWithTheRecord() {
        ProfileView small = new ProfileView(layout, Kind.PERSON, 1);

        small.wrap("c", layout.encode(Kind.PERSON, full()));

        assertThat(Schemas.value(small, "person_long")).isEqualTo(5_000_000_000L);
    }

    @Test
    void refusesBytesThatAreNoRecord() {
        byte[] record = layout.encode(Kind.PERSON, full());
        byte[] ofAnotherLayout = record.clone();
        ofAnotherLayout[RecordFormat.AT_LAYOUT] = 9;

        assertThatThrownBy(() -> view.wrap("c", new byte[0])).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> view.wrap("c", new byte[200])).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> view.wrap("c", record, 0, RecordFormat.AT_BITS + 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> view.wrap("c", ofAnotherLayout))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("layout 9");
        assertThat(view.isPresent()).isFalse();
    }

    static ProfileData full() {
        Map<String, Object> values = Map.of(
                "person_keyword",
                "gold",
                "person_keywords",
                Set.of("sport", "travel"),
                "person_text",
                "Ada Lovelace",
                "person_boolean",
                true,
                "person_int",
                42,
                "person_long",
                5_000_000_000L,
                "person_decimal",
                12.25,
                "person_instant",
                AT);
        return new ProfileData(
                values,
                "h-7",
                "acme",
                Set.of("a-1", "a-2"),
                Map.of("marketing", new Consent(true, AT), "profiling", new Consent(false, AT)),
                List.of(new Contact("x", Outcome.IMPRESSION, Instant.parse("2026-03-01T10:00:00Z"), 3)));
    }
}
