package dev.kairos.pack;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Holdout;
import dev.kairos.catalogue.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what restrains actions: contact policies and holdouts. */
final class PolicySection {

    private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    /** Times that a contact can be counted up to. */
    private static final int MAX_TIMES = 1_000;

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,9})?) ?%");
    private static final List<String> OUTCOMES =
            Stream.of(Outcome.values()).map(Outcome::word).toList();

    private final Map<String, Group> groups;
    private final Map<String, Action> actions;

    PolicySection(Map<String, Group> groups, Map<String, Action> actions) {
        this.groups = groups;
        this.actions = actions;
    }

    List<ContactPolicy> contactPolicies(YamlMap section) {
        List<ContactPolicy> policies = new ArrayList<>();
        for (YamlMap.Entry entry : section.entries()) {
            Ids.check("the id of a contact policy", entry.key(), entry.line(), entry.value());
            YamlMap map = entry.value().map();
            if (map != null) {
                policies.add(contactPolicy(entry, policies.size(), map));
                map.refuseOthers();
            }
        }
        return policies;
    }

    private ContactPolicy contactPolicy(YamlMap.Entry entry, int index, YamlMap map) {
        Set<Integer> covered = covered(entry, map);
        boolean each = map.flag("each", false);
        YamlNode outcomeNode = map.get("outcome");
        String outcome = outcomeNode == null ? null : Ids.reference("outcome", outcomeNode, OUTCOMES);
        map.require("max", "max: 3");
        int max = (int) map.whole("max", 1, 1, MAX_TIMES);
        Duration window = window(map.require("window", "window: 7d"));
        map.text("description");
        return new ContactPolicy(
                entry.key(),
                index,
                covered,
                each,
                outcome == null ? Outcome.IMPRESSION : Outcome.ofWord(outcome).orElseThrow(),
                max,
                window);
    }

    private static Duration window(@Nullable YamlNode node) {
        Duration window = node == null ? null : node.duration();
        if (window == null) {
            return SHORTEST_WINDOW;
        }
        if (window.compareTo(SHORTEST_WINDOW) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
            node.mistake("window: " + node.written() + " is out of range", "from 1h to 366d");
        }
        return window;
    }

    List<Holdout> holdouts(YamlMap section) {
        List<Holdout> holdouts = new ArrayList<>();
        for (YamlMap.Entry entry : section.entries()) {
            Ids.check("the id of a holdout", entry.key(), entry.line(), entry.value());
            YamlMap map = entry.value().map();
            if (map != null) {
                holdouts.add(holdout(entry, holdouts.size(), map));
                map.refuseOthers();
            }
        }
        return holdouts;
    }

    private Holdout holdout(YamlMap.Entry entry, int index, YamlMap map) {
        Set<Integer> covered = covered(entry, map);
        double share = share(map.require("share", "share: 5%"));
        String salt = map.text("salt");
        if (salt != null && salt.isEmpty()) {
            map.mistakeAt(
                    map.lineOf("salt"),
                    "salt: expected text, found nothing",
                    "remove the key: the holdout's id is the salt then");
        }
        map.text("description");
        return new Holdout(entry.key(), index, salt == null || salt.isEmpty() ? entry.key() : salt, share, covered);
    }

    /** {@code 5%} or {@code 0.05}. */
    private static double share(@Nullable YamlNode node) {
        if (node == null) {
            return 0;
        }
        Matcher percent = PERCENT.matcher(node.written());
        Double share = percent.matches()
                ? (Double) (Double.parseDouble(percent.group(1)) / 100)
                : node.number("write 5% or 0.05");
        if (share != null && (share < 0 || share > 1)) {
            node.mistake("share: " + node.written() + " is out of range", "from 0% to 100%, or from 0 to 1");
        }
        return share == null ? 0 : share;
    }

    /** The indexes of the actions that are named, by themselves, by their group or all at once. */
    private Set<Integer> covered(YamlMap.Entry entry, YamlMap map) {
        Set<Integer> covered = new TreeSet<>();
        boolean all = map.flag("all", false);
        List<YamlNode> ofGroups = map.oneOrMore("groups");
        List<YamlNode> ofActions = map.oneOrMore("actions");
        if (all && !(ofGroups.isEmpty() && ofActions.isEmpty())) {
            map.mistakeAt(map.lineOf("all"), "'all' covers every action", "remove it, or the 'groups' and 'actions'");
        }
        if (!all && ofGroups.isEmpty() && ofActions.isEmpty()) {
            map.mistakeAt(
                    entry.line(),
                    "'" + entry.key() + "' covers no action",
                    "add 'groups: [...]', 'actions: [...]' or 'all: true'");
        }
        for (Action action : all ? actions.values() : List.<Action>of()) {
            covered.add(action.index());
        }
        for (YamlNode node : Ids.distinct(ofGroups)) {
            String id = Ids.reference("group", node, groups.keySet());
            actions.values().stream()
                    .filter(a -> id != null && a.group() == groups.get(id).index())
                    .forEach(a -> covered.add(a.index()));
        }
        for (YamlNode node : Ids.distinct(ofActions)) {
            String id = Ids.reference("action", node, actions.keySet());
            if (id != null) {
                covered.add(actions.get(id).index());
            }
        }
        return Set.copyOf(covered);
    }
}
