package dev.kairos.decision;

import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.metrics.Step;
import dev.kairos.profile.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record tells, a line for each item. */
final class Told implements DecisionVisitor {

    private final List<String> lines = new ArrayList<>();

    static List<String> by(DecisionRecord record) {
        return by(record, SamplePack.NAMES);
    }

    static List<String> by(DecisionRecord record, NameTables names) {
        Told told = new Told();
        record.forEach(names, told);
        return told.lines;
    }

    @Override
    public void userId(String id) {
        lines.add("user " + id);
    }

    @Override
    public void anonymousId(String id) {
        lines.add("anonymous " + id);
    }

    @Override
    public void channel(String channel) {
        lines.add("channel " + channel);
    }

    @Override
    public void locale(String locale) {
        lines.add("locale " + locale);
    }

    @Override
    public void context(int slot, @Nullable Object value) {
        lines.add("context " + slot + "=" + value);
    }

    @Override
    public void placement(Placed placed) {
        lines.add(placed.toString());
    }

    @Override
    public void proposal(Considered considered) {
        lines.add(considered.toString());
    }

    @Override
    public void ruleFired(int rule) {
        lines.add("fired " + rule);
    }

    @Override
    public void fault(int rule, String message) {
        lines.add("fault " + rule + ": " + message);
    }

    @Override
    public void step(Step step, long nanos) {
        lines.add("step " + step + " " + nanos);
    }

    @Override
    public void snapshot(Kind kind, String id, byte[] bytes, int offset, int length) {
        lines.add("snapshot " + kind + " " + id + " "
                + Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    @Override
    public void consent(Said said) {
        lines.add(said.toString());
    }

    @Override
    public void consentBasis(PurposeConsent.Origin origin, Said said) {
        lines.add(origin + " " + said);
    }
}
