package dev.kairos.pack;

import dev.kairos.rules.RuleFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stages that rules move customers to. Read from the text of the rules, before they are compiled: enough to know
 * that somebody can come to a stage which no transition leads to.
 */
final class RuleMoves {

    private static final Pattern MOVE = Pattern.compile("\\bmove\\s*\\(\\s*\"([^\"]+)\"\\s*,\\s*(\"([^\"]+)\")?");

    private final Set<String> moves = new HashSet<>();

    static RuleMoves in(List<RuleFile> rules) {
        RuleMoves all = new RuleMoves();
        for (RuleFile rule : rules) {
            Matcher matcher = MOVE.matcher(rule.text());
            while (matcher.find()) {
                String stage = matcher.group(3);
                all.moves.add(matcher.group(1) + (stage == null ? "" : "\n" + stage));
                all.moves.add(matcher.group(1));
            }
        }
        return all;
    }

    /** Whether rules move customers within this journey at all. */
    boolean within(String journey) {
        return moves.contains(journey);
    }

    /** Whether a rule names this stage. */
    boolean to(String journey, String stage) {
        return moves.contains(journey + "\n" + stage);
    }
}
