package dev.kairos.pack;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.catalogue.Factor;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Holdout;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Purpose;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code catalogue.yaml}, best effort: with mistakes added, every id that is declared can still be referred to, so
 * that rules can be checked in the same run.
 */
final class CatalogueFile {

    private static final int MAX_FRAGMENT_CHARS = 256;
    private static final int MAX_PAGE_CHARS = 1_024;
    private static final List<String> FACTORS =
            Stream.of(Factor.values()).map(Factor::word).toList();

    private final YamlMap file;
    private @Nullable Set<String> fragments;
    private final Map<String, Purpose> purposes = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Placement> placements = new LinkedHashMap<>();
    private final boolean complete;
    private final Catalogue catalogue;

    private CatalogueFile(YamlMap file, ZoneId zone) {
        this.file = file;
        catalogue = readSections(zone);
        boolean known = file.refuseOthers() == 0;
        YamlNode groupSection = file.get("groups");
        complete = known
                && (groupSection == null || groupSection instanceof YamlMap)
                && !catalogue.placements().isEmpty()
                && !catalogue.actions().isEmpty();
    }

    /** @param zone in which dates are meant */
    static CatalogueFile read(YamlMap file, ZoneId zone) {
        return new CatalogueFile(file, zone);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    private Catalogue readSections(ZoneId zone) {
        fragments = readFragments(file.get("fragments"));
        purposes.putAll(PurposeSection.read(file.map("purposes")));
        file.map("groups").entries().forEach(this::readGroup);
        YamlMap placementSection = atLeastOne("placements", "home.hero: {fallback: frag-default}");
        placementSection.entries().forEach(this::readPlacement);
        YamlMap actionSection = atLeastOne("actions", "my-action: {group: my-group, treatments: [my-fragment]}");
        ActionSection actionReader = new ActionSection(this, zone);
        Map<String, Action> actions = actionReader.read(actionSection);
        PolicySection policies = new PolicySection(groups, actions);
        List<ContactPolicy> contactPolicies = policies.contactPolicies(file.map("contactPolicies"));
        List<Holdout> holdouts = policies.holdouts(file.map("holdouts"));
        Set<Factor> factors = readFactors(file.map("arbitration"));
        return new Catalogue(
                List.copyOf(placements.values()),
                List.copyOf(groups.values()),
                List.copyOf(purposes.values()),
                List.copyOf(actions.values()),
                contactPolicies,
                holdouts,
                factors);
    }

    /** False when whole sections could not be understood: to check rules against the rest would report good ones. */
    boolean isComplete() {
        return complete;
    }

    Map<String, Purpose> purposes() {
        return purposes;
    }

    Map<String, Group> groups() {
        return groups;
    }

    Map<String, Placement> placements() {
        return placements;
    }

    private YamlMap atLeastOne(String key, String example) {
        YamlMap section = file.map(key);
        if (section.entries().isEmpty()
                && (!file.has(key) || file.get(key) == section || file.get(key).isNothing())) {
            file.mistakeAt(
                    file.lineOf(key),
                    "there are no " + key,
                    "add '" + key + ":' and below it, indented, '" + example + "'");
        }
        return section;
    }

    private @Nullable Set<String> readFragments(@Nullable YamlNode node) {
        List<YamlNode> items = node == null ? null : node.list();
        if (items == null) {
            return null;
        }
        Set<String> known = new LinkedHashSet<>();
        for (YamlNode item : Ids.distinct(items)) {
            String id = fragment(item);
            if (id != null) {
                known.add(id);
            }
        }
        return known;
    }

    /** The id of a fragment: the content system's own, so that anything readable will do. */
    @Nullable
    String fragment(@Nullable YamlNode node) {
        String id = node == null ? null : node.text();
        if (id == null) {
            return null;
        }
        if (id.isBlank() || id.length() > MAX_FRAGMENT_CHARS || id.chars().anyMatch(Character::isISOControl)) {
            node.mistake(
                    "'" + Ids.shortened(id) + "' cannot be the id of a fragment",
                    "use 1 to " + MAX_FRAGMENT_CHARS + " characters on one line");
            return null;
        }
        return fragments == null ? id : Ids.reference("fragment", node, fragments);
    }

    private void readGroup(YamlMap.Entry entry) {
        Ids.check("the id of a group", entry.key(), entry.line(), entry.value());
        String description = entry.value().isNothing() ? "" : entry.value().text();
        groups.put(entry.key(), new Group(entry.key(), groups.size(), description == null ? "" : description));
    }

    private void readPlacement(YamlMap.Entry entry) {
        Ids.check("the id of a placement", entry.key(), entry.line(), entry.value());
        String fallback = null;
        Set<String> accepts = Set.of();
        Set<String> channels = Set.of();
        List<String> pages = List.of();
        YamlMap map = entry.value().map();
        if (map != null) {
            fallback = fragment(map.require("fallback", "fallback: frag-default"));
            accepts = Ids.words("a tag", map.oneOrMore("accepts"));
            channels = Ids.words("a channel", map.oneOrMore("channel", "channels"));
            pages = pages(map);
            map.text("description");
            map.refuseOthers();
        }
        placements.put(
                entry.key(),
                new Placement(
                        entry.key(),
                        placements.size(),
                        fallback == null ? "" : fallback,
                        Set.copyOf(accepts),
                        Set.copyOf(channels),
                        pages));
    }

    private static List<String> pages(YamlMap map) {
        List<String> pages = new ArrayList<>();
        for (YamlNode node : Ids.distinct(map.oneOrMore("page", "pages"))) {
            String page = node.text();
            if (page == null) {
                continue;
            }
            int star = page.indexOf('*');
            if (page.isBlank() || page.length() > MAX_PAGE_CHARS || star >= 0 && star < page.length() - 1) {
                node.mistake(
                        "'" + Ids.shortened(page) + "' cannot be a page",
                        "write a page as channels tell it, or how several begin and a * after that: /account/*");
            }
            pages.add(page);
        }
        return List.copyOf(pages);
    }

    private static Set<Factor> readFactors(YamlMap arbitration) {
        Set<Factor> factors = EnumSet.allOf(Factor.class);
        if (arbitration.has("factors")) {
            factors.clear();
            for (YamlNode item : Ids.distinct(arbitration.list("factors"))) {
                String word = Ids.reference("factor", item, FACTORS);
                if (word != null) {
                    factors.add(Factor.ofWord(word).orElseThrow());
                }
            }
        }
        arbitration.refuseOthers();
        return factors;
    }
}
