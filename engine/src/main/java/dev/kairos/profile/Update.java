package dev.kairos.profile;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one record of the journal does to profiles, as one transaction: all of it is in the store after {@link #commit},
 * or nothing. Given out by the store's writer, one at a time; the writer's thread only.
 *
 * <p>The common case, a person known by one identity, is one entry read and one entry written.
 */
public final class Update {

    private static final Logger LOG = LoggerFactory.getLogger(Update.class);

    private final Transaction transaction;
    private final People people;
    private final Linking linking;
    private final PersonWriter writer;
    private final RecordEncoder encoder;
    private final LongAdder refusedLinks;
    private final Map<ProfileKey, FacetDraft> groups = new HashMap<>();
    private ProfileLayout layout;
    private @Nullable Person current;
    private @Nullable End end;
    private boolean knew;

    Update(Transaction transaction, ProfileLayout layout, int maxRecordBytes, Metrics metrics) {
        this.transaction = transaction;
        this.layout = layout;
        encoder = new RecordEncoder(maxRecordBytes);
        people = new People(transaction, layout);
        linking = new Linking(people);
        writer = new PersonWriter(transaction, people, encoder);
        refusedLinks = metrics.counter(Metric.IDENTITY_LINKS_REFUSED);
    }

    /** Where an update ends. */
    interface End {

        WriteResult commit();

        void abandon();
    }

    /** Forgets the last update. */
    void start(ProfileLayout now, Completion completion, long timeMs, @Nullable End with) {
        transaction.start();
        end = with;
        layout = now;
        people.start(now, completion);
        writer.start(timeMs);
        groups.clear();
        current = null;
        knew = false;
    }

    /**
     * What a touchpoint is told under: the user id if it has one, else the anonymous id. With both, they are linked
     * first; where that is refused, the touchpoint still counts. The person is the one that {@link #path} and the others
     * are about until this is called again.
     *
     * @param atMs when the touchpoint happened
     * @param source a word for the link
     * @throws IllegalArgumentException without an id, or with one that cannot be one
     */
    public FacetDraft person(@Nullable String userId, @Nullable String anonymousId, long atMs, String source) {
        if (userId == null && anonymousId == null) {
            throw new IllegalArgumentException("neither a userId nor an anonymousId");
        }
        Identity told = userId != null ? Identity.user(userId) : Identity.anonymous(anonymousId);
        knew = isKnown(told);
        if (userId != null && anonymousId != null) {
            link(told, Identity.anonymous(anonymousId), atMs, source);
        }
        return facet(told);
    }

    /** The facet of one identity, and its person the one that {@link #path} and the others are about. */
    FacetDraft facet(Identity identity) {
        Person person = people.person(identity);
        current = person;
        if (!person.isFolded() && !person.isExpanded() && identity.equals(person.representative())) {
            return person.view();
        }
        return people.member(identity).facet();
    }

    /** A household or a company, made if there is none. */
    public FacetDraft group(Kind kind, String id) {
        return groups.computeIfAbsent(new ProfileKey(kind, id), key -> {
            FacetDraft draft = new FacetDraft(layout, kind);
            Touched entry = transaction.touch(EntryKey.of(key));
            draft.load(entry.exists() ? entry.record() : null, Completion.NONE);
            return draft;
        });
    }

    /**
     * Says that two identities are one person. An anonymous id belongs to the user of whom that was told with the latest
     * time; everything else joins.
     *
     * @return false when it is refused, which is counted: the person would have more than {@value Linking#MAX_MEMBERS}
     *     identities
     */
    public boolean link(Identity one, Identity other, long atMs, String source) {
        boolean linked = writer.retell(one, other, atMs, source) || linking.link(one, other, atMs, source);
        if (!linked) {
            refused(one);
        }
        return linked;
    }

    private void refused(Identity identity) {
        refusedLinks.increment();
        long count = refusedLinks.sum();
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "Refused to link another identity to customer #{}, who has {}: {} links refused so far",
                    HashedId.of(identity),
                    Linking.MAX_MEMBERS,
                    count);
        }
    }

    /**
     * Takes back that two identities are one person: each has then what was told under it, as if they had never been
     * linked, until another link is told of a later time.
     *
     * @return false when they are not one person
     */
    public boolean split(Identity one, Identity other, long nowMs) {
        return linking.split(one, other, nowMs);
    }

    /** The person's path as it is with this update, of all identities together, in its order. */
    public List<PathItem> path() {
        Person person = requirePerson();
        return isApart(person)
                ? Folding.path(facets(person))
                : only(person).trail().path();
    }

    /** Where the person was on each journey before the path began. */
    public Map<String, JourneyState> base() {
        Person person = requirePerson();
        return isApart(person)
                ? Folding.base(facets(person))
                : only(person).trail().base();
    }

    /** The person as this update has found them: to be asked for before anything but links is told. */
    public Past past() {
        Person person = requirePerson();
        long dueMs = person.view().trail().dueMs();
        return isApart(person)
                ? new Past(person.stood(), dueMs, base(), path())
                : new Past(person.stood(), dueMs, only(person).trail());
    }

    /**
     * What the person's path has grown by, for who can go on from where the person stood.
     *
     * @param definition of the journeys that would go on
     * @return null when all is to be worked out anew: something came late, identities were joined or parted, or the person
     *     did not stand there by these journeys
     */
    public @Nullable Growth growth(int definition) {
        Person person = requirePerson();
        boolean alone = !person.isExpanded() && !person.isFolded();
        return alone ? person.view().trail().growth(definition) : null;
    }

    /** Says where the person is now. Without it, that is worked out as the path is changed. */
    public void setWhereabouts(Completion.Whereabouts whereabouts) {
        requirePerson().setWhereabouts(whereabouts);
    }

    /**
     * Fills the view with the person as this update leaves it so far.
     *
     * @return false, and an empty view, when it cannot be kept as it is; {@link #commit} says why
     */
    public boolean bindTo(ProfileView view) {
        Person person = requirePerson();
        if (writer.isAsStored(person)) {
            ProfileView stored = person.view().before();
            view.wrap(person.representative().id(), stored.record(), 0, stored.length());
            return true;
        }
        return writer.preview(person, view);
    }

    /**
     * Puts all of it into the store, and the store's position on to that of its record.
     *
     * @return {@link WriteResult#done()}, or why nothing was changed; but for {@link WriteResult#FAILED} the position
     *     goes on all the same
     * @throws IllegalStateException if it has ended already
     */
    public WriteResult commit() {
        return ending().commit();
    }

    /** Leaves everything as it is, the store's position as well: another update may take its place. */
    public void abandon() {
        ending().abandon();
    }

    private End ending() {
        End now = end;
        if (now == null) {
            throw new IllegalStateException("this update has ended");
        }
        end = null;
        return now;
    }

    Transaction transaction() {
        return transaction;
    }

    /** Fills the transaction; unless the result is {@link WriteResult#done()}, it is not to be written. */
    WriteResult finish() {
        for (Person person : people.persons()) {
            WriteResult refused = writer.write(person);
            if (refused != null) {
                return refused;
            }
        }
        for (Notes notes : people.notes()) {
            WriteResult refused = writer.write(notes);
            if (refused != null) {
                return refused;
            }
        }
        for (Map.Entry<ProfileKey, FacetDraft> group : groups.entrySet()) {
            WriteResult refused = writer.write(group.getKey(), group.getValue());
            if (refused != null) {
                return refused;
            }
        }
        return knew ? WriteResult.UPDATED : WriteResult.CREATED;
    }

    /** Whether anything lies under this identity's key. */
    boolean isKnown(Identity identity) {
        return transaction.touch(EntryKey.of(identity)).exists();
    }

    /** Whether the identity is not all there is of its person. */
    boolean hasOthers(Identity identity) {
        return people.person(identity).size() > 1;
    }

    /** The anonymous id is this user's from now on, whatever was told of it before. */
    boolean claim(Identity user, Identity visitor, long nowMs) {
        return link(user, visitor, Math.max(nowMs, linking.latest(visitor, user)), Link.PROFILE);
    }

    WriteResult eraseGroup(ProfileKey key) {
        EntryKey entry = EntryKey.of(key);
        if (!transaction.touch(entry).exists()) {
            return WriteResult.NOT_FOUND;
        }
        transaction.remove(entry);
        return WriteResult.ERASED;
    }

    People people() {
        return people;
    }

    Linking linking() {
        return linking;
    }

    void setKnew(boolean known) {
        knew = known;
    }

    private Person requirePerson() {
        Person person = current;
        if (person == null) {
            throw new IllegalStateException("no person was asked for in this update");
        }
        // A link made since may have made it another one.
        Person now = people.person(person.representative());
        current = now;
        return now;
    }

    private static boolean isApart(Person person) {
        return person.isExpanded() && person.members().size() > 1;
    }

    private static FacetDraft only(Person person) {
        return person.isExpanded() ? person.members().get(0).facet() : person.view();
    }

    private static List<FacetDraft> facets(Person person) {
        List<FacetDraft> facets = new ArrayList<>();
        for (Member member : person.members()) {
            if (member.hasTold()) {
                facets.add(member.facet());
            }
        }
        return facets;
    }
}
