package dev.kairos.touchpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an event says of consent, while it is read. */
final class ConsentDraft {

    /** Of one purpose. @param atMs null when unsaid: as of the event */
    record Said(
            String purpose,
            ConsentStatement.Word word,
            @Nullable Long atMs,
            String evidence) {}

    final List<Said> said = new ArrayList<>(0);
    final TreeMap<String, Boolean> categories = new TreeMap<>();

    @Nullable
    String tcf;

    boolean gpc;

    /** A category said twice is denied if either denies it. */
    void category(String name, boolean granted) {
        categories.merge(name, granted, Boolean::logicalAnd);
    }

    /** @param also of the event's own context, then of the batch's */
    ConsentStatements statements(long eventMs, boolean alsoGpc, ConsentDraft... also) {
        ConsentDraft all = new ConsentDraft();
        all.add(this);
        for (ConsentDraft other : also) {
            all.add(other);
        }
        if (all.said.isEmpty() && all.categories.isEmpty() && all.tcf == null && !all.gpc && !alsoGpc) {
            return ConsentStatements.NONE;
        }
        List<ConsentStatement> purposes = new ArrayList<>(all.said.size());
        for (Said one : all.said) {
            long atMs = one.atMs() == null ? eventMs : one.atMs();
            purposes.add(new ConsentStatement(one.purpose(), one.word(), atMs, one.evidence()));
        }
        return new ConsentStatements(purposes, all.categories, all.tcf, all.gpc || alsoGpc);
    }

    private void add(ConsentDraft other) {
        said.addAll(other.said);
        other.categories.forEach(this::category);
        tcf = tcf == null ? other.tcf : tcf;
        gpc |= other.gpc;
    }
}
