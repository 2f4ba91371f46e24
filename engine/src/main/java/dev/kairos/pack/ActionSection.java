package dev.kairos.pack;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Purpose;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the actions of a catalogue, once its groups, purposes and placements are known. */
final class ActionSection {

    private static final double MAX_VALUE = 1e12;

    private final CatalogueFile catalogue;
    private final ZoneId zone;
    private final TreatmentSection treatments;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    ActionSection(CatalogueFile catalogue, ZoneId zone) {
        this.catalogue = catalogue;
        this.zone = zone;
        this.treatments = new TreatmentSection(catalogue);
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
        Set<String> channels = Ids.words("a channel", map.oneOrMore("channel", "channels"));
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
                readable ? treatments.read(entry, map, channels) : List.of());
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
}
