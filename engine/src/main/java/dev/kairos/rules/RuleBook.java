package dev.kairos.rules;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one version of a pack, compiled. Immutable and thread-safe, but for its sessions, of which each thread
 * opens its own. A new version of a pack is a new rule book: one is never changed.
 *
 * <p>Rules that name {@code event} are rules on touchpoints; they and the triggers have a network of their own, and all
 * other rules another: so neither kind costs the other anything.
 */
public final class RuleBook implements AutoCloseable {

    /** A constant without escapes. */
    private static final Pattern BECAUSE = Pattern.compile("\\.\\s*because\\s*\\(\\s*\"([^\"\\\\]*)\"\\s*\\)");

    private final List<RuleInfo> rules;
    private final List<Trigger> triggers;
    private final Map<String, Integer> triggerByKey = new HashMap<>();
    private final CompiledRules compiled;
    private final Network decide;
    private final Network touchpoints;
    private volatile boolean closed;

    private RuleBook(CompiledRules compiled) {
        this.rules = compiled.rules().stream().map(CheckedRule::info).toList();
        this.triggers = compiled.triggers();
        for (int i = 0; i < triggers.size(); i++) {
            triggerByKey.put(triggers.get(i).key(), i);
        }
        this.compiled = compiled;
        this.decide = Network.build(compiled, CheckedRule::isDecide);
        this.touchpoints = Network.build(compiled, rule -> !rule.isDecide());
    }

    /** Compiles rules without triggers. */
    public static @Nullable RuleBook compile(
            List<RuleFile> files, MomentType moment, Catalogue catalogue, Mistakes mistakes) {
        return compile(files, moment, catalogue, List.of(), mistakes);
    }

    /**
     * Compiles rules and triggers. Takes from tenths of a second to some seconds: never call it on an event loop.
     *
     * @param triggers one per place that declares one, so that a mistake is told at each; of those that share a key, one
     *     is kept
     * @param mistakes gets every mistake, with the author's file and line
     * @return null when there was a mistake
     */
    public static @Nullable RuleBook compile(
            List<RuleFile> files, MomentType moment, Catalogue catalogue, List<Trigger> triggers, Mistakes mistakes) {
        CompiledRules compiled = new RuleCompiler(Vocabulary.of(moment, catalogue), mistakes).compile(files, triggers);
        return compiled == null ? null : new RuleBook(compiled);
    }

    /** By index: in the order of files and lines. */
    public List<RuleInfo> rules() {
        return rules;
    }

    /**
     * The words that rules give as constants for why they propose something, each once, in the order of the rules. For
     * keeping them once and not with each decision: one that is missing here, being put together in a way that is not
     * looked through, costs room and nothing else.
     */
    public List<String> reasonsGiven() {
        Set<String> given = new LinkedHashSet<>();
        for (CheckedRule rule : compiled.rules()) {
            BECAUSE.matcher(rule.source().then()).results().forEach(found -> given.add(found.group(1)));
        }
        return List.copyOf(given);
    }

    /** By index: in the order in which they were given, each key once. */
    public List<Trigger> triggers() {
        return triggers;
    }

    /** The place in {@link #triggers()} of the one with that key, or -1. */
    public int trigger(String key) {
        return triggerByKey.getOrDefault(key, -1);
    }

    /** How to call what has a fault: a rule by its name, a trigger by its file and line. */
    public String name(int fault) {
        if (fault < rules.size()) {
            return rules.get(fault).name();
        }
        Trigger trigger = triggers.get(fault - rules.size());
        return trigger.file() + ":" + trigger.line();
    }

    /** Opens a session for decide calls, for one thread; the caller closes it. */
    public RuleSession openSession() {
        checkOpen();
        return new RuleSession(decide, compiled);
    }

    /** Opens a session for touchpoints, for one thread; the caller closes it. */
    public TouchpointSession openTouchpointSession() {
        checkOpen();
        return new TouchpointSession(touchpoints, compiled);
    }

    /** No more sessions are opened; those that are open can be used until they are closed. */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("these rules are closed");
        }
    }
}
