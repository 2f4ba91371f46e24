package dev.kairos.consent;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.profile.Consent;
import dev.kairos.touchpoint.ConsentStatement;
import dev.kairos.touchpoint.ConsentStatements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes statements on the purposes of one pack out of what is said in the words of other standards: TCF strings, Global
 * Privacy Control, Segment's consent categories. The same input gives the same statements, whenever it is asked. Any
 * thread; nothing here fails or blocks.
 *
 * <p>Whoever sends a signal says by it that its standard holds: a TCF string that cannot be read grants nothing
 * (docs/decisions/1001-most-restrictive.md).
 */
public final class ConsentSignals {

    private static final String GPC_EVIDENCE = "Sec-GPC";

    private final List<Purpose> purposes;
    private final Purpose[] ofTcf;
    private final Purpose[] ofGpc;
    private final Map<String, List<Purpose>> byCategory = new HashMap<>();
    private final Map<String, Purpose> byId = new HashMap<>();
    private final TcfStrings tcfStrings = new TcfStrings();

    public ConsentSignals(Catalogue catalogue) {
        purposes = catalogue.purposes();
        ofTcf = purposes.stream().filter(p -> !p.tcf().isEmpty()).toArray(Purpose[]::new);
        ofGpc = purposes.stream().filter(Purpose::deniedByGpc).toArray(Purpose[]::new);
        for (Purpose purpose : purposes) {
            byId.put(purpose.id(), purpose);
            for (String category : purpose.segment()) {
                byCategory.computeIfAbsent(category, c -> new ArrayList<>()).add(purpose);
            }
        }
    }

    /**
     * What a TCF string grants, and what it does not.
     *
     * @param nowMs when it came; a choice cannot be later
     * @return false when it cannot be read: then it has denied every purpose that the TCF knows
     */
    public boolean tcf(String string, long nowMs, StatementSink into) {
        if (ofTcf.length == 0) {
            return true;
        }
        TcfReading reading = tcfStrings.read(string);
        long atMs = reading.readable() ? Math.min(reading.updatedMs(), nowMs) : nowMs;
        for (Purpose purpose : ofTcf) {
            Consent.Status status = Consent.Status.of(reading.consentsToAll(purpose.tcf()));
            into.stated(purpose.index(), status, atMs, reading.evidence());
        }
        return reading.readable();
    }

    /** What {@code Sec-GPC: 1} denies. */
    public void gpc(long nowMs, StatementSink into) {
        for (Purpose purpose : ofGpc) {
            into.stated(purpose.index(), Consent.Status.DENIED, nowMs, GPC_EVIDENCE);
        }
    }

    /** What a category of a consent manager grants or denies; nothing when no purpose of the pack has it. */
    public void category(String name, boolean granted, long nowMs, StatementSink into) {
        for (Purpose purpose : byCategory.getOrDefault(name, List.of())) {
            into.stated(purpose.index(), Consent.Status.of(granted), nowMs, "Segment " + name);
        }
    }

    /**
     * What a touchpoint says of the purposes of this pack, in whatever words: the strictest statement on each, by the
     * purpose's id and sorted by it. What it says of purposes that the pack does not have is not in it.
     *
     * @param nowMs when it came; nothing can have been said later
     */
    public Map<String, Consent> statements(ConsentStatements said, long nowMs) {
        Map<String, Consent> statements = new TreeMap<>();
        StatementSink sink = (purpose, status, atMs, evidence) -> statements.merge(
                purposes.get(purpose).id(),
                new Consent(status, Instant.ofEpochMilli(atMs), evidence),
                Consent::stricter);
        for (ConsentStatement own : said.purposes()) {
            Purpose purpose = byId.get(own.purpose());
            if (purpose != null) {
                long atMs = Math.min(own.atMs(), nowMs);
                sink.stated(purpose.index(), status(own.word()), atMs, Consent.cut(own.evidence()));
            }
        }
        said.categories().forEach((name, granted) -> category(name, granted, nowMs, sink));
        String tcf = said.tcf();
        if (tcf != null) {
            tcf(tcf, nowMs, sink);
        }
        if (said.gpc()) {
            gpc(nowMs, sink);
        }
        return statements;
    }

    private static Consent.Status status(ConsentStatement.Word word) {
        return switch (word) {
            case GRANTED -> Consent.Status.GRANTED;
            case DENIED -> Consent.Status.DENIED;
            case WITHDRAWN -> Consent.Status.WITHDRAWN;
        };
    }
}
