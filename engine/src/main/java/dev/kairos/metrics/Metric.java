package dev.kairos.metrics;

import org.jspecify.annotations.Nullable;

/** The catalogue of metrics: one constant each, with its exposed name, kind and meaning. docs/metrics.md lists them. */
public enum Metric {
    DECISIONS("kairos_decisions", Kind.COUNTER, null, "Decide calls answered."),
    DECISIONS_DEGRADED(
            "kairos_decisions_degraded", Kind.COUNTER, null, "Decide calls answered late, with the best so far."),
    PLACEMENTS("kairos_placements", Kind.COUNTER, "reason", "Placements answered, by reason."),
    RULE_FAULTS("kairos_rule_faults", Kind.COUNTER, "rule", "Rules that threw or looped, by name."),
    CONSENT_TCF_UNREADABLE(
            "kairos_consent_tcf_unreadable",
            Kind.COUNTER,
            null,
            "Decide calls with a TCF string that could not be read, and so denied what the TCF knows."),
    DECISION_LOG_RECORDS("kairos_decision_log_records", Kind.COUNTER, null, "Decisions appended to the log."),
    DECISION_LOG_LOST(
            "kairos_decision_log_lost",
            Kind.COUNTER,
            null,
            "Decisions that the log could not take; each gap is on record."),
    PROFILES("kairos_profiles", Kind.GAUGE, null, "Entries in the profile store."),
    PROFILE_STORE_FILL("kairos_profile_store_fill_ratio", Kind.GAUGE, null, "How full the profile store is, 0 to 1."),
    PROFILE_WRITES("kairos_profile_writes", Kind.COUNTER, "result", "Profile changes, by result."),
    IDENTITY_LINKS_REFUSED(
            "kairos_identity_links_refused",
            Kind.COUNTER,
            null,
            "Identity links not made since the person has as many identities as there may be."),
    JOURNAL_APPLIED(
            "kairos_journal_applied", Kind.COUNTER, "kind", "Records of the journal applied to profiles, by kind."),
    JOURNAL_LAG("kairos_journal_lag_seconds", Kind.GAUGE, null, "Age of the oldest record that is not applied yet."),
    JOURNAL_WAITING("kairos_journal_waiting_bytes", Kind.GAUGE, null, "Bytes that wait to be appended to the journal."),
    TOUCHPOINTS(
            "kairos_touchpoints",
            Kind.COUNTER,
            "what",
            "Touchpoints that were delivered before (repeated), came too late for their place on the path (late), or"
                    + " told of two people as one too many (overlinked)."),
    TRAITS_UNKNOWN(
            "kairos_traits_unknown",
            Kind.COUNTER,
            null,
            "Traits that no attribute has room for; the journal keeps them."),
    ACTIONS("kairos_actions", Kind.COUNTER, null, "Actions that rules have set off."),
    TIMERS("kairos_timers", Kind.COUNTER, null, "Times that a customer was looked at again because time had passed."),
    SNAPSHOT_TIME(
            "kairos_snapshot_time_seconds",
            Kind.GAUGE,
            null,
            "Time of the last journal record in the newest snapshot, in seconds since 1970; 0 before the first."),
    SNAPSHOT_BYTES("kairos_snapshot_bytes", Kind.GAUGE, null, "Size of the newest snapshot; 0 before the first."),
    SNAPSHOT_SECONDS(
            "kairos_snapshot_duration_seconds", Kind.GAUGE, null, "How long the newest snapshot took to take."),
    HTTP_REQUESTS("kairos_http_requests", Kind.COUNTER, "status", "HTTP answers, by status."),
    HTTP_SHED("kairos_http_shed", Kind.COUNTER, null, "Calls refused with 503 because work waited too long."),
    EVENT_STREAMS("kairos_event_streams", Kind.GAUGE, null, "Pages that are told when another pack is live."),
    TOUCHPOINTS_READ("kairos_touchpoints_read", Kind.COUNTER, null, "Touchpoints read from requests."),
    TOUCHPOINTS_REFUSED("kairos_touchpoints_refused", Kind.COUNTER, null, "Rows of requests that are no touchpoints."),
    ERASURES_PENDING(
            "kairos_erasures_pending", Kind.GAUGE, null, "Erased customers who are not gone from all files yet."),
    ERASURES("kairos_erasures", Kind.COUNTER, null, "Erased customers who are gone from all files."),
    PACK_RELOADS("kairos_pack_reloads", Kind.COUNTER, "result", "Attempts to make another pack live, by result.");

    /** How a metric moves. */
    public enum Kind {
        COUNTER,
        GAUGE
    }

    private final String id;
    private final Kind kind;
    private final @Nullable String label;
    private final String help;

    Metric(String id, Kind kind, @Nullable String label, String help) {
        this.id = id;
        this.kind = kind;
        this.label = label;
        this.help = help;
    }

    /** The exposed name, without the {@code _total} that the exposition adds to counters. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** The name of its one label, or null. */
    public @Nullable String label() {
        return label;
    }

    public String help() {
        return help;
    }
}
