package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.catalogue.Factor;
import dev.kairos.catalogue.Holdout;
import dev.kairos.catalogue.Outcome;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Purpose;
import dev.kairos.catalogue.Treatment;
import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueFileTest {

    private static final String BASE = """
            groups:
              cards: Cards
              help: Help
            placements:
              hero: {fallback: f}
            actions:
              one: {group: cards, treatments: [x]}
              two: {group: help, treatments: [x]}
              three: {group: cards, treatments: [x]}
            """;

    private final Mistakes mistakes = new Mistakes();

    @Test
    void anActionHasDefaults() {
        Action action = read(BASE).action("one");

        assertThat(action.value()).isEqualTo(1);
        assertThat(action.propensity()).isEqualTo(1);
        assertThat(action.purpose()).isEqualTo(-1);
        assertThat(action.channels()).isEmpty();
        assertThat(action.from()).isNull();
        assertThat(action.until()).isNull();
        assertThat(action.treatments()).containsExactly(new Treatment(Set.of(), Set.of(), Set.of(), Set.of(), "x"));
    }

    @Test
    void indexesFollowTheFile() {
        Catalogue catalogue = read(BASE);

        assertThat(catalogue.actions()).extracting(Action::id).containsExactly("one", "two", "three");
        assertThat(catalogue.actions()).extracting(Action::index).containsExactly(0, 1, 2);
        assertThat(catalogue.actions()).extracting(Action::group).containsExactly(0, 1, 0);
    }

    @Test
    void datesAreMeantInTheTimeZoneOfThePack() {
        Catalogue catalogue = read("""
                groups: {g: x}
                placements: {hero: {fallback: f}}
                actions:
                  day: {group: g, from: 2026-07-01, until: 2026-07-02, treatments: [x]}
                  minute: {group: g, from: 2026-01-01T09:30, treatments: [x]}
                  zulu: {group: g, from: 2026-01-01T09:30:15Z, treatments: [x]}
                  offset: {group: g, from: "2026-01-01T09:30-05:00", treatments: [x]}
                """);

        assertThat(catalogue.action("day").from()).isEqualTo(Instant.parse("2026-06-30T22:00:00Z"));
        assertThat(catalogue.action("day").until()).isEqualTo(Instant.parse("2026-07-01T22:00:00Z"));
        assertThat(catalogue.action("minute").from()).isEqualTo(Instant.parse("2026-01-01T08:30:00Z"));
        assertThat(catalogue.action("zulu").from()).isEqualTo(Instant.parse("2026-01-01T09:30:15Z"));
        assertThat(catalogue.action("offset").from()).isEqualTo(Instant.parse("2026-01-01T14:30:00Z"));
    }

    @Test
    void aTreatmentTakesOneOrMoreOfEverything() {
        Catalogue catalogue = read("""
                groups: {g: x}
                placements: {hero: {fallback: f}, side: {fallback: f, accepts: wide}}
                actions:
                  one:
                    group: g
                    treatments:
                      - {placement: hero, channel: web, locale: de-ch, tag: wide, fragment: a}
                      - {placements: [hero, side], channels: [web, app], locales: [de, en], tags: [wide], fragment: b}
                """);

        assertThat(catalogue.action("one").treatments())
                .containsExactly(
                        new Treatment(Set.of("hero"), Set.of("web"), Set.of("de-CH"), Set.of("wide"), "a"),
                        new Treatment(
                                Set.of("hero", "side"), Set.of("web", "app"), Set.of("de", "en"), Set.of("wide"), "b"));
    }

    @Test
    void aPlacementIsOnItsChannelsAndPages() {
        Catalogue catalogue = read("""
                groups: {g: x}
                placements:
                  anywhere: {fallback: f}
                  account: {fallback: f, channel: web, pages: [/home, /account/*]}
                actions: {one: {group: g, treatments: [x]}}
                """);
        Placement anywhere = catalogue.placement("anywhere");
        Placement account = catalogue.placement("account");

        assertThat(anywhere.isOn("kiosk", "/home")).isTrue();
        assertThat(account.isOn("web", "/home")).isTrue();
        assertThat(account.isOn("web", "/account/cards")).isTrue();
        assertThat(account.isOn("web", null)).isTrue();
        assertThat(account.isOn("web", "/home/more")).isFalse();
        assertThat(account.isOn("web", "/account")).isFalse();
        assertThat(account.isOn("app", "/home")).isFalse();
    }

    @Test
    void policiesCoverGroupsActionsOrAll() {
        Catalogue catalogue = read(BASE + """
                contactPolicies:
                  by-group: {groups: cards, max: 3, window: 7d}
                  by-action: {actions: [one, two], groups: [cards], each: true, outcome: click, max: 1, window: 24h}
                  by-all: {all: true, max: 9, window: 2w}
                """);

        assertThat(catalogue.contactPolicies())
                .containsExactly(
                        new ContactPolicy(
                                "by-group", 0, Set.of(0, 2), false, Outcome.IMPRESSION, 3, Duration.ofDays(7)),
                        new ContactPolicy("by-action", 1, Set.of(0, 1, 2), true, Outcome.CLICK, 1, Duration.ofDays(1)),
                        new ContactPolicy(
                                "by-all", 2, Set.of(0, 1, 2), false, Outcome.IMPRESSION, 9, Duration.ofDays(14)));
    }

    @Test
    void aHoldoutsSaltIsItsIdUnlessGiven() {
        Catalogue catalogue = read(BASE + """
                holdouts:
                  control: {all: true, share: 2.5%}
                  other: {actions: one, share: 0.5, salt: autumn}
                """);

        assertThat(catalogue.holdouts())
                .containsExactly(
                        new Holdout("control", 0, "control", 0.025, Set.of(0, 1, 2)),
                        new Holdout("other", 1, "autumn", 0.5, Set.of(0)));
    }

    @Test
    void aPurposeSaysWhatOtherStandardsCallIt() {
        Catalogue catalogue = read(BASE + """
                purposes:
                  marketing: {default: granted, tcf: [6, 5], segment: [Advertising Partners, Ads], gpc: deny}
                  storage: {tcf: 1}
                  service: granted
                """);

        assertThat(catalogue.purposes())
                .containsExactly(
                        new Purpose("marketing", 0, true, List.of(5, 6), List.of("Advertising Partners", "Ads"), true),
                        new Purpose("storage", 1, false, List.of(1), List.of(), false),
                        new Purpose("service", 2, true));
    }

    @Test
    void allFactorsCountUnlessSomeAreChosen() {
        assertThat(read(BASE).factors()).containsExactlyInAnyOrder(Factor.values());
        assertThat(read(BASE + "arbitration: {factors: [value, lever]}\n").factors())
                .containsExactlyInAnyOrder(Factor.VALUE, Factor.LEVER);
        assertThat(read(BASE + "arbitration: {factors: []}\n").factors()).isEmpty();
    }

    @Test
    void notesWhatIsHardlyMeant() {
        YamlMap file = yaml("""
                purposes: {marketing: denied}
                groups: {g: x, empty: y}
                placements:
                  hero: {fallback: f}
                  foot: {fallback: f}
                actions:
                  one: {group: g, treatments: [{placement: hero, fragment: x}]}
                """);
        Mistakes notes = new Mistakes();

        new CatalogueNotes(file, notes)
                .add(CatalogueFile.read(file, ZoneId.of("UTC")).catalogue());

        assertThat(mistakes.isEmpty()).isTrue();
        assertThat(notes.sorted())
                .extracting(Mistake::toString)
                .containsExactly(
                        "c.yaml:1: 'marketing': no action needs it",
                        "c.yaml:2: 'empty': no action belongs to it",
                        "c.yaml:5: 'foot': no action has a treatment for it: it will always answer its fallback");
    }

    private Catalogue read(String text) {
        Catalogue catalogue =
                CatalogueFile.read(yaml(text), ZoneId.of("Europe/Berlin")).catalogue();
        assertThat(mistakes.sorted()).isEmpty();
        return catalogue;
    }

    private YamlMap yaml(String text) {
        return YamlReader.read("c.yaml", text.getBytes(StandardCharsets.UTF_8), mistakes);
    }
}
