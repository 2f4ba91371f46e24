package dev.kairos.rules;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentType;
import java.util.List;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one version of a pack, compiled. Immutable and thread-safe, but for its sessions, of which each event
 * loop opens its own. A new version of a pack is a new rule book: one is never changed.
 */
public final class RuleBook implements AutoCloseable {

    private final List<RuleInfo> rules;
    private final CompiledRules compiled;
    private final InternalKnowledgeBase base;

    private RuleBook(CompiledRules compiled) {
        this.rules = compiled.rules().stream().map(CheckedRule::info).toList();
        this.compiled = compiled;
        this.base = Network.build(compiled);
    }

    /**
     * Compiles rules. Takes from tenths of a second to some seconds: never call it on an event loop.
     *
     * @param mistakes gets every mistake, with the author's file and line
     * @return null when there was a mistake
     */
    public static @Nullable RuleBook compile(
            List<RuleFile> files, MomentType moment, Catalogue catalogue, Mistakes mistakes) {
        CompiledRules compiled = new RuleCompiler(moment, catalogue, mistakes).compile(files);
        return compiled == null ? null : new RuleBook(compiled);
    }

    /** By index: in the order of files and lines. */
    public List<RuleInfo> rules() {
        return rules;
    }

    /** Opens a session for one thread; the caller closes it. */
    public RuleSession openSession() {
        return new RuleSession(base, compiled);
    }

    /** Lets go of everything. Sessions that are still open are closed. */
    @Override
    public void close() {
        base.getKieSessions().forEach(org.kie.api.runtime.KieSession::dispose);
    }
}
