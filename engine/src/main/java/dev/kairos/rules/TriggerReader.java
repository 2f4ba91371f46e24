package dev.kairos.rules;

import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import dev.kairos.rules.Node.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions of triggers. Each is checked where it stands, so that every place with a mistake is named; of
 * those that say the same, one is kept.
 */
final class TriggerReader {

    private static final String EVENT = "event";

    private final Vocabulary vocabulary;
    private final Mistakes mistakes;
    private final int firstIndex;
    private final Map<String, CheckedRule> byKey = new LinkedHashMap<>();
    private final List<Trigger> kept = new ArrayList<>();

    /** @param firstIndex that of the first trigger: how many rules there are */
    TriggerReader(Vocabulary vocabulary, Mistakes mistakes, int firstIndex) {
        this.vocabulary = vocabulary;
        this.mistakes = mistakes;
        this.firstIndex = firstIndex;
    }

    void read(List<Trigger> triggers) {
        Set<Trigger> seen = new HashSet<>();
        for (Trigger trigger : triggers) {
            if (seen.add(trigger)) {
                read(trigger);
            }
        }
    }

    List<CheckedRule> checked() {
        return List.copyOf(byKey.values());
    }

    /** Each key once, by index less that of the first. */
    List<Trigger> kept() {
        return kept;
    }

    private void read(Trigger trigger) {
        Mistakes found = new Mistakes();
        RuleSource source = source(trigger, found);
        if (source != null) {
            ConditionParser.Result conditions = ConditionParser.parse(source, vocabulary.moment(), found);
            refuseNames(trigger, conditions, found);
            keep(trigger, source, conditions.conditions());
        }
        for (Mistake mistake : found.sorted()) {
            mistakes.add(trigger.file(), trigger.line(), mistake.message(), mistake.hint());
        }
    }

    /** @return null after a mistake that leaves nothing to read */
    private static @Nullable RuleSource source(Trigger trigger, Mistakes found) {
        Token close = new Token(Token.Kind.SYMBOL, ")", 0, 0, trigger.line(), false);
        List<Token> constraints = new ArrayList<>(List.of(
                word(Token.Kind.NAME, EVENT, trigger),
                word(Token.Kind.SYMBOL, "==", trigger),
                word(Token.Kind.STRING, trigger.event(), trigger)));
        String when = trigger.when();
        if (when != null) {
            List<Token> words = words(trigger, when, found);
            List<Token> condition = words.subList(0, words.size() - 1);
            String problem = problem(condition);
            if (problem != null || !found.isEmpty()) {
                if (problem != null) {
                    found.add(trigger.file(), trigger.line(), "when: " + problem, "write e.g. 'basketValue > 100'");
                }
                return null;
            }
            constraints.add(word(Token.Kind.SYMBOL, ",", trigger));
            constraints.addAll(condition);
        }
        return RuleSource.ofTrigger(trigger, constraints, close);
    }

    private static List<Token> words(Trigger trigger, String when, Mistakes found) {
        Mistakes unreadable = new Mistakes();
        List<Token> words = Lexer.tokens(trigger.file(), when + "\n", unreadable);
        for (Mistake mistake : unreadable.sorted()) {
            found.add(trigger.file(), trigger.line(), "when: " + mistake.message(), mistake.hint());
        }
        return words;
    }

    private static Token word(Token.Kind kind, String text, Trigger trigger) {
        return new Token(kind, text, 0, 0, trigger.line(), false);
    }

    private static @Nullable String problem(List<Token> condition) {
        if (condition.isEmpty()) {
            return "there is no condition";
        }
        int depth = 0;
        for (Token token : condition) {
            if (token.is("(") || token.is("[") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                depth--;
            }
            if (depth < 0) {
                return "a bracket closes that was not opened";
            }
            if (depth > DrlReader.DEEPEST || condition.size() > DrlReader.MOST_WORDS) {
                return "the condition is too long or nested too deeply";
            }
            if (token.isName() && token.is(EVENT)) {
                return "the event is named beside it, by 'on' or 'event'";
            }
        }
        return depth > 0 ? "a bracket is never closed" : null;
    }

    private static void refuseNames(Trigger trigger, ConditionParser.Result conditions, Mistakes found) {
        if (!conditions.bound().isEmpty()) {
            String name = conditions.bound().keySet().iterator().next();
            found.add(trigger.file(), trigger.line(), "when: nothing can use the name '" + name + "'", "leave it out");
        }
    }

    private void keep(Trigger trigger, RuleSource source, List<Condition> conditions) {
        int index = firstIndex + byKey.size();
        RuleInfo info = new RuleInfo(trigger.key(), index, trigger.file(), trigger.line());
        CheckedRule checked = new CheckedRule(info, source, RuleKind.TRIGGER, conditions, Map.of(), null);
        if (byKey.putIfAbsent(trigger.key(), checked) == null) {
            kept.add(trigger);
        }
    }
}
