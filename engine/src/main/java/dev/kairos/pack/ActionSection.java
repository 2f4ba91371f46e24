package dev.kairos.pack;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Purpose;
import dev.kairos.catalogue.Treatment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the actions of a catalogue, once its groups, purposes and placements are known. */
final class ActionSection {

    private static final double MAX_VALUE = 1e12;

    private final CatalogueFile catalogue;
    private final ZoneId zone;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    ActionSection(CatalogueFile catalogue, ZoneId zone) {
        this.catalogue = catalogue;
        this.zone = zone;
    }

    Map<String, Action> read(YamlMap section) {
        for (YamlMap.Entry entry : section.entries()) {
            Ids.check("the id of an action", entry.key(), entry.line(), entry.value());
            if (catalogue.groups().containsKey(entry.key())) {
                section.mistakeAt(
                        entry.line(),
                        "'" + entry.key() + "' is an action and a group",
                        "rename one: decision.suppress(\"" + entry.key() + "\") could mean either");
            }
            YamlMap map = entry.value().map();
            actions.put(
                    entry.key(),
                    readAction(entry, map == null ? YamlMap.empty(section.source(), "", 0) : map, map != null));
        }
        return actions;
    }

    private Action readAction(YamlMap.Entry entry, YamlMap map, boolean readable) {
        Group group = readable ? group(map.require("group", "group: my-group")) : null;
        Purpose purpose = purpose(map.get("purpose"));
        Set<String> channels = words(map, "channel", "channels");
        Instant from = Times.read(map.get("from"), zone);
        Instant until = Times.read(map.get("until"), zone);
        if (from != null && until != null && !from.isBefore(until)) {
            map.mistakeAt(
                    map.lineOf("until"),
                    "until is not after from",
                    "'until' is the first moment at which it no longer holds");
        }
        map.text("description");
        Action action = new Action(
                entry.key(),
                actions.size(),
                group == null ? 0 : group.index(),
                map.number("value", 1, 0, MAX_VALUE),
                map.number("propensity", 1, 0, 1),
                purpose == null ? -1 : purpose.index(),
                Set.copyOf(channels),
                from,
                until,
                readable ? treatments(entry, map, channels) : List.of());
        map.refuseOthers();
        return action;
    }

    private @Nullable Group group(@Nullable YamlNode node) {
        String id = node == null
                ? null
                : Ids.reference("group", node, catalogue.groups().keySet());
        return id == null ? null : catalogue.groups().get(id);
    }

    private @Nullable Purpose purpose(@Nullable YamlNode node) {
        String id = node == null
                ? null
                : Ids.reference("purpose", node, catalogue.purposes().keySet());
        return id == null ? null : catalogue.purposes().get(id);
    }

    private List<Treatment> treatments(YamlMap.Entry entry, YamlMap map, Set<String> channels) {
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
        for (YamlNode node : Ids.distinct(oneOf(map, "placement", "placements"))) {
            String id = Ids.reference("placement", node, catalogue.placements().keySet());
            if (id != null) {
                placements.add(id);
            }
        }
        Set<String> channels = words(map, "channel", "channels");
        Set<String> locales = locales(map);
        Set<String> tags = words(map, "tag", "tags");
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
        for (YamlNode node : Ids.distinct(oneOf(map, "locale", "locales"))) {
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

    private static Set<String> words(YamlMap map, String one, String many) {
        return Ids.words("a " + one, oneOf(map, one, many));
    }

    /** A key may be written in the singular or the plural, but not both. */
    private static List<YamlNode> oneOf(YamlMap map, String one, String many) {
        List<YamlNode> items = new ArrayList<>(map.oneOrMore(many));
        items.addAll(map.oneOrMore(one));
        if (map.has(one) && map.has(many)) {
            map.mistakeAt(map.lineOf(one), "'" + one + "' and '" + many + "' are the same key", "keep one of the two");
        }
        return items;
    }
}
