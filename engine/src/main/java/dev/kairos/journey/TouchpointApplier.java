package dev.kairos.journey;

import dev.kairos.profile.Contact;
import dev.kairos.profile.FacetDraft;
import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.profile.Past;
import dev.kairos.profile.PathItem;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.Update;
import dev.kairos.schema.Scope;
import dev.kairos.touchpoint.Contents;
import dev.kairos.touchpoint.GroupId;
import dev.kairos.touchpoint.OutcomeReport;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.Who;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Makes of a touchpoint what it is to a person: links, traits, groups, consent and outcome first, then whatever the
 * pack's rules, counters and journeys make of it. The applier's thread only.
 */
final class TouchpointApplier {

    private final Dedupe dedupe;
    private final AppliedCounts counts;

    TouchpointApplier(Dedupe dedupe, AppliedCounts counts) {
        this.dedupe = dedupe;
        this.counts = counts;
    }

    /** Whether the message was applied before. */
    boolean isRepeated(Touchpoint touchpoint, long position, long timeMs) {
        return dedupe.isRepeated(touchpoint.messageId(), position, timeMs);
    }

    /**
     * Fills the update.
     *
     * @param position of the record in the journal, {@code timeMs} its time
     */
    void apply(
            Touchpoint touchpoint, long position, long timeMs, Update update, Director director, ActionSink actions) {
        Who who = touchpoint.who();
        long atMs = touchpoint.when().eventMs();
        String source = touchpoint.type().name().toLowerCase(Locale.ROOT);
        FacetDraft facet = update.person(who.userId(), who.anonymousId(), atMs, source);
        Identity told = told(who);
        if (who.previousId() != null) {
            alias(told, who.previousId(), atMs, source, update);
        }
        Past past = director.pack().hasJourneys() ? update.past() : null;
        Contents contents = touchpoint.contents();
        tell(touchpoint, facet, update, director);
        if (!contents.consent().isEmpty()) {
            director.pack().consent().statements(contents.consent(), timeMs).forEach(facet::consent);
        }
        if (contents.outcome() != null) {
            outcome(contents.outcome(), atMs, position, timeMs, facet);
        }
        Scene scene = new Scene(told, touchpoint.event(), contents.channel(), contents.properties(), atMs, timeMs);
        director.play(scene, update, facet, past, actions);
    }

    static Identity told(Who who) {
        String userId = who.userId();
        return userId != null ? Identity.user(userId) : Identity.anonymous(String.valueOf(who.anonymousId()));
    }

    /** Senders do not say which kind of id the previous one is: it is taken for either, so that order does not matter. */
    private static void alias(Identity told, String previousId, long atMs, String source, Update update) {
        if (ProfileKey.problemWith(previousId) == null) {
            Identity user = Identity.user(previousId);
            if (!user.equals(told)) {
                update.link(told, user, atMs, source);
            }
            Identity visitor = Identity.anonymous(previousId);
            if (!visitor.equals(told)) {
                update.link(told, visitor, atMs, source);
            }
        }
    }

    private void tell(Touchpoint touchpoint, FacetDraft facet, Update update, Director director) {
        GroupId group = touchpoint.who().group();
        Properties traits = touchpoint.contents().traits();
        long atMs = touchpoint.when().eventMs();
        if (group != null && ProfileKey.problemWith(group.id()) == null) {
            if (group.kind() == Kind.HOUSEHOLD) {
                facet.setHousehold(group.id(), atMs);
            } else {
                facet.setCompany(group.id(), atMs);
            }
            if (!traits.isEmpty()) {
                tell(traits, group.kind().scope(), update.group(group.kind(), group.id()), atMs, director);
            }
        } else if (!traits.isEmpty()) {
            tell(traits, Scope.PERSON, facet, atMs, director);
        }
    }

    private void tell(Properties traits, Scope scope, FacetDraft draft, long atMs, Director director) {
        int unknown = director.pack()
                .fields()
                .read(scope, traits, (attribute, value) -> draft.set(attribute.name(), value, atMs));
        counts.traitsUnknown.add(unknown);
    }

    /** Makes known again what a touchpoint made known when it was applied. */
    static void remember(Touchpoint touchpoint, long position, long timeMs, Dedupe dedupe) {
        OutcomeReport report = touchpoint.contents().outcome();
        if (!dedupe.isRepeated(touchpoint.messageId(), position, timeMs) && report != null) {
            dedupe.isRepeated(key(report), position, timeMs);
        }
    }

    /** Not to be mistaken for a message's id, of which none has this character. */
    private static String key(OutcomeReport report) {
        return "\0" + report.slot().decision() + " " + report.slot().slot() + " " + report.outcome();
    }

    /** Each outcome of a slot counts once, however often and in whatever words it is told. */
    private void outcome(OutcomeReport report, long atMs, long position, long timeMs, FacetDraft facet) {
        if (dedupe.isRepeated(key(report), position, timeMs)) {
            counts.repeated.increment();
            return;
        }
        String action = report.slot().action();
        if (!action.isEmpty()) {
            facet.contact(new Contact(action, report.outcome(), Instant.ofEpochMilli(atMs), 1));
        }
        facet.place(new PathItem(
                atMs,
                PathItem.Kind.OUTCOME,
                report.outcome().name().toLowerCase(Locale.ROOT),
                action.isEmpty() ? null : action,
                report.slot().decision(),
                List.of()));
    }
}
