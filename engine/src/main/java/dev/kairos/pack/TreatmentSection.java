package dev.kairos.pack;

import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Treatment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the treatments of an action, and checks that each can be shown somewhere. */
final class TreatmentSection {

    private final CatalogueFile catalogue;

    TreatmentSection(CatalogueFile catalogue) {
        this.catalogue = catalogue;
    }

    List<Treatment> read(YamlMap.Entry entry, YamlMap map, Set<String> channels) {
        YamlNode node = map.get("treatments");
        List<YamlNode> items = node == null ? List.of() : node.list();
        if (items != null && items.isEmpty()) {
            map.mistakeAt(
                    node == null ? entry.line() : node.line(),
                    "action '" + entry.key() + "' has no treatment",
                    "add one, as in 'treatments: [{placement: "
                            + catalogue.placements().keySet().stream()
                                    .findFirst()
                                    .orElse("home.hero")
                            + ", fragment: my-fragment}]'");
        }
        Map<Treatment, Integer> lines = new LinkedHashMap<>();
        List<Treatment> treatments = new ArrayList<>();
        for (YamlNode item : items == null ? List.<YamlNode>of() : items) {
            int mistakesBefore = map.source().mistakes().size();
            Treatment treatment = treatment(item, channels);
            if (treatment != null) {
                if (map.source().mistakes().size() == mistakesBefore) {
                    refuseShadowed(treatment, item, lines);
                }
                treatments.add(treatment);
            }
        }
        return List.copyOf(treatments);
    }

    private @Nullable Treatment treatment(YamlNode item, Set<String> actionChannels) {
        if (item instanceof YamlScalar) {
            String fragment = catalogue.fragment(item);
            Treatment treatment =
                    new Treatment(Set.of(), Set.of(), Set.of(), Set.of(), fragment == null ? "" : fragment);
            checkFit(treatment, item);
            return treatment;
        }
        YamlMap map = item.map();
        if (map == null) {
            return null;
        }
        int mistakesBefore = map.source().mistakes().size();
        Set<String> placements = new TreeSet<>();
        for (YamlNode node : Ids.distinct(map.oneOrMore("placement", "placements"))) {
            String id = Ids.reference("placement", node, catalogue.placements().keySet());
            if (id != null) {
                placements.add(id);
            }
        }
        Set<String> channels = Ids.words("a channel", map.oneOrMore("channel", "channels"));
        Set<String> locales = locales(map);
        Set<String> tags = Ids.words("a tag", map.oneOrMore("tag", "tags"));
        String fragment = catalogue.fragment(map.require("fragment", "fragment: my-fragment"));
        map.refuseOthers();
        Treatment treatment = new Treatment(
                Set.copyOf(placements),
                Set.copyOf(channels),
                Set.copyOf(locales),
                Set.copyOf(tags),
                fragment == null ? "" : fragment);
        if (map.source().mistakes().size() == mistakesBefore) {
            checkFit(treatment, map);
            checkChannels(treatment, actionChannels, map);
        }
        return treatment;
    }

    private Set<String> locales(YamlMap map) {
        Set<String> locales = new TreeSet<>();
        for (YamlNode node : Ids.distinct(map.oneOrMore("locale", "locales"))) {
            String locale = PackHeader.locale(node, "");
            if (!locale.isEmpty()) {
                locales.add(locale);
            }
        }
        return locales;
    }

    private void checkFit(Treatment treatment, YamlNode at) {
        if (treatment.placements().isEmpty()) {
            if (!catalogue.placements().isEmpty()
                    && catalogue.placements().values().stream().noneMatch(treatment::fits)) {
                at.mistake(
                        "no placement accepts this treatment" + tagged(treatment),
                        "placements accept: "
                                + catalogue.placements().values().stream()
                                        .flatMap(p -> p.accepts().stream())
                                        .sorted()
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
            }
            return;
        }
        for (String id : treatment.placements()) {
            Placement placement = catalogue.placements().get(id);
            if (!treatment.fits(placement)) {
                at.mistake(
                        "placement '" + id + "' does not accept this treatment" + tagged(treatment),
                        "it accepts " + String.join(", ", new TreeSet<>(placement.accepts())) + ": add such a tag");
            }
        }
    }

    private static String tagged(Treatment treatment) {
        return treatment.tags().isEmpty()
                ? ", which has no tags"
                : ", tagged " + String.join(", ", new TreeSet<>(treatment.tags()));
    }

    private static void checkChannels(Treatment treatment, Set<String> actionChannels, YamlMap map) {
        Set<String> channels = treatment.channels();
        if (!channels.isEmpty()
                && !actionChannels.isEmpty()
                && channels.stream().noneMatch(actionChannels::contains)) {
            map.mistake(
                    "this treatment is for " + String.join(", ", new TreeSet<>(channels)) + ", and its action only for "
                            + String.join(", ", new TreeSet<>(actionChannels)),
                    "add the channel to the action, or remove it here");
        }
    }

    private static void refuseShadowed(Treatment treatment, YamlNode at, Map<Treatment, Integer> lines) {
        Treatment place =
                new Treatment(treatment.placements(), treatment.channels(), treatment.locales(), treatment.tags(), "");
        Integer first = lines.putIfAbsent(place, at.line());
        if (first != null) {
            at.mistake(
                    "this treatment can never be shown",
                    "the one on line " + first + " is for the same placements, channels, locales and tags");
        }
    }
}
