package dev.kairos.decision;

import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a record says, as plain objects. */
final class RecordContents implements DecisionVisitor {

    /** A rule that failed, and how. */
    record Fault(int rule, String message) {}

    /** The statement on a purpose that decided, and where it was found. */
    record Basis(PurposeConsent.Origin origin, Said said) {}

    /** A profile as it was. */
    record Snapshot(Kind kind, String id, byte[] raw) {}

    @Nullable
    String userId;

    @Nullable
    String anonymousId;

    @Nullable
    String channel;

    @Nullable
    String locale;

    final Map<Integer, @Nullable Object> context = new LinkedHashMap<>();
    final List<Said> consent = new ArrayList<>();
    final List<Basis> consentBases = new ArrayList<>();
    final List<Placed> placements = new ArrayList<>();
    final List<Considered> considered = new ArrayList<>();
    final List<Integer> rulesFired = new ArrayList<>();
    final List<Fault> faults = new ArrayList<>();
    final Map<Step, Long> stepNanos = new EnumMap<>(Step.class);
    final List<Snapshot> snapshots = new ArrayList<>();

    /** @throws CorruptRecordException when the record is damaged */
    static RecordContents of(NameTables names, DecisionRecord record) {
        RecordContents contents = new RecordContents();
        record.forEach(names, contents);
        return contents;
    }

    @Override
    public void userId(String id) {
        userId = id;
    }

    @Override
    public void anonymousId(String id) {
        anonymousId = id;
    }

    @Override
    public void channel(String name) {
        channel = name;
    }

    @Override
    public void locale(String tag) {
        locale = tag;
    }

    @Override
    public void consent(Said said) {
        consent.add(said);
    }

    @Override
    public void consentBasis(PurposeConsent.Origin origin, Said said) {
        consentBases.add(new Basis(origin, said));
    }

    @Override
    public void context(int slot, @Nullable Object value) {
        context.put(slot, value);
    }

    @Override
    public void placement(Placed placed) {
        placements.add(placed);
    }

    @Override
    public void proposal(Considered action) {
        considered.add(action);
    }

    @Override
    public void ruleFired(int rule) {
        rulesFired.add(rule);
    }

    @Override
    public void fault(int rule, String message) {
        faults.add(new Fault(rule, message));
    }

    @Override
    public void step(Step step, long nanos) {
        stepNanos.put(step, nanos);
    }

    @Override
    public void snapshot(Kind kind, String id, byte[] bytes, int offset, int length) {
        snapshots.add(new Snapshot(kind, id, Arrays.copyOfRange(bytes, offset, offset + length)));
    }
}
