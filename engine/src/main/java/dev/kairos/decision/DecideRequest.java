package dev.kairos.decision;

import dev.kairos.arbitration.Occasion;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.profile.Consent;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a channel, typed by the pack that is live. A codec fills it, the {@link Decider} reads it; it is used
 * again and again by one thread, with {@link #clear} in between.
 */
public final class DecideRequest {

    private final Schema schema;
    private final int firstContextSlot;
    private final @Nullable Object[] context;
    private final Occasion occasion;

    private @Nullable String userId;
    private @Nullable String anonymousId;
    private String channel = "";
    private @Nullable String locale;
    private long timeoutNanos;
    private @Nullable String tcf;
    private boolean gpc;
    private boolean explain;
    private boolean dryRun;

    public DecideRequest(Schema schema, Catalogue catalogue) {
        this.schema = schema;
        firstContextSlot = schema.firstSlot(Scope.CONTEXT);
        context = new Object[schema.of(Scope.CONTEXT).size()];
        occasion = new Occasion(catalogue.purposes().size());
    }

    public void clear() {
        Arrays.fill(context, null);
        occasion.clear();
        userId = null;
        anonymousId = null;
        channel = "";
        locale = null;
        timeoutNanos = 0;
        tcf = null;
        gpc = false;
        explain = false;
        dryRun = false;
    }

    /** The schema that the context is typed by. */
    public Schema schema() {
        return schema;
    }

    /** @param slot of a context field in the schema; @param value of its type, or null for missing */
    public void context(int slot, @Nullable Object value) {
        context[slot - firstContextSlot] = value;
    }

    /** The value of the n-th context field, or null. */
    public @Nullable Object contextValue(int n) {
        return context[n];
    }

    int firstContextSlot() {
        return firstContextSlot;
    }

    public int contextSize() {
        return context.length;
    }

    /** The placements asked for, in order; to be filled by the codec. */
    public List<String> placements() {
        return occasion.placements();
    }

    /**
     * What the call itself says of a purpose, by its index in the catalogue.
     *
     * @param atMs when it was said, milliseconds since 1970; {@link Occasion#NOW} for with the call
     */
    public void consent(int purpose, Consent.Status status, long atMs, String evidence) {
        occasion.state(purpose, status, atMs, evidence);
    }

    /** An IAB TCF string, or null. It need not be one. */
    public void tcf(@Nullable String consentString) {
        tcf = consentString;
    }

    public @Nullable String tcf() {
        return tcf;
    }

    /** Whether Global Privacy Control was signalled. */
    public void gpc(boolean signalled) {
        gpc = signalled;
    }

    public boolean gpc() {
        return gpc;
    }

    Occasion occasion() {
        return occasion;
    }

    public void identify(@Nullable String user, @Nullable String anonymous) {
        userId = user;
        anonymousId = anonymous;
    }

    public @Nullable String userId() {
        return userId;
    }

    public @Nullable String anonymousId() {
        return anonymousId;
    }

    public void channel(String name) {
        channel = name;
    }

    public String channel() {
        return channel;
    }

    public void locale(@Nullable String tag) {
        locale = tag;
    }

    /** BCP 47, or null for the pack's own. */
    public @Nullable String locale() {
        return locale;
    }

    /** Counted from the arrival of the call. */
    public void timeoutNanos(long nanos) {
        timeoutNanos = nanos;
    }

    public long timeoutNanos() {
        return timeoutNanos;
    }

    public void explain(boolean wanted) {
        explain = wanted;
    }

    public boolean explain() {
        return explain;
    }

    /** Leave no trace: no count, no log. */
    public void dryRun(boolean wanted) {
        dryRun = wanted;
    }

    public boolean dryRun() {
        return dryRun;
    }
}
