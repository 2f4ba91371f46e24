package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works out the entries of persons that were changed. A person of whom only one identity has told anything, and that
 * one the representative, is one record; of others each facet lies by itself, and the view over them under the
 * representative's key. The writer's thread only.
 */
final class PersonWriter {

    private final Transaction transaction;
    private final People people;
    private final RecordEncoder encoder;
    private @Nullable Folding folding;
    private @Nullable ProfileLayout foldingFor;
    private long nowMs;

    PersonWriter(Transaction transaction, People people, RecordEncoder encoder) {
        this.transaction = transaction;
        this.people = people;
        this.encoder = encoder;
    }

    void start(long atMs) {
        nowMs = atMs;
    }

    /** Puts what changed into the transaction; null when done, else why it cannot be. */
    @Nullable
    WriteResult write(Person person) {
        if (!person.isExpanded()) {
            boolean changed = person.view().isChanged() || person.whereabouts() != null;
            return changed ? writeAlone(person) : null;
        }
        boolean changed = person.isReshaped() || person.whereabouts() != null;
        for (Member member : person.members()) {
            changed |= member.facet().isChanged();
        }
        return changed ? writeAll(person) : null;
    }

    /** One record, of which only pieces change. */
    private @Nullable WriteResult writeAlone(Person person) {
        FacetDraft facet = person.view();
        evaluate(person, facet);
        WriteResult refused = encode(facet, null);
        if (refused == null) {
            encoder.putInto(transaction, EntryKey.of(person.representative()));
        }
        return refused;
    }

    private @Nullable WriteResult writeAll(Person person) {
        Member first = person.members().get(0);
        boolean folds = folds(person);
        WriteResult refused = folds ? writeFacets(person) : null;
        if (!folds) {
            person.members().forEach(member -> transaction.remove(EntryKey.facet(member.identity)));
        }
        if (refused == null) {
            refused = writeLinks(person);
        }
        boolean nobody = person.members().size() == 1 && !first.hasTold();
        if (refused != null || nobody) {
            transaction.remove(EntryKey.of(first.identity));
            return refused;
        }
        return put(EntryKey.of(first.identity), view(person, folds), membership(person, folds));
    }

    /** Whether there is a view apart from the facets. */
    private static boolean folds(Person person) {
        List<Member> members = person.members();
        boolean others = false;
        for (int i = 1; i < members.size(); i++) {
            others |= members.get(i).hasTold();
        }
        return others || members.size() > 1 && !members.get(0).hasTold();
    }

    /** The draft of what lies under the representative's key, complete. */
    FacetDraft view(Person person, boolean folds) {
        FacetDraft first = person.isExpanded() ? person.members().get(0).facet() : person.view();
        if (!folds) {
            evaluate(person, first);
            return first;
        }
        // The first facet may have been the view so far.
        FacetDraft view = person.view() == first ? people.draft() : person.view();
        List<FacetDraft> facets = new ArrayList<>(person.members().size());
        for (Member member : person.members()) {
            if (member.hasTold()) {
                facets.add(member.facet());
            }
        }
        List<PathItem> path = Folding.path(facets);
        folding().fold(facets, path, view);
        Trail trail = view.trail();
        Completion.Whereabouts known = person.whereabouts();
        trail.setStates(known == null ? people.completion().complete(Folding.base(facets), path, nowMs) : known);
        return view;
    }

    /** Whether the person would be written just as it is in the store, so that there is no need to encode it. */
    boolean isAsStored(Person person) {
        FacetDraft view = person.view();
        return !person.isExpanded()
                && !person.isReshaped()
                && person.whereabouts() == null
                && view.before().isCurrent()
                && !view.isChanged()
                && !isDue(view.trail());
    }

    private boolean isDue(Trail trail) {
        return trail.dueMs() != 0 && trail.dueMs() <= nowMs;
    }

    /** Fills the view with the person as it would be written now; false when it cannot be. */
    boolean preview(Person person, ProfileView into) {
        boolean folds = person.isExpanded() && folds(person);
        FacetDraft view = view(person, folds);
        Membership membership = person.isExpanded() ? membership(person, folds) : null;
        boolean encoded = encode(view, membership) == null;
        if (encoded) {
            encoder.showIn(into, person.representative().id());
        } else {
            into.clear();
        }
        return encoded;
    }

    private void evaluate(Person person, FacetDraft facet) {
        Trail trail = facet.trail();
        Completion.Whereabouts known = person.whereabouts();
        if (known != null) {
            trail.setStates(known);
        } else if (trail.isPathChanged() || isDue(trail) || person.isReshaped()) {
            trail.setStates(people.completion().complete(trail.base(), trail.path(), nowMs));
        }
    }

    private @Nullable WriteResult writeFacets(Person person) {
        for (Member member : person.members()) {
            FacetDraft facet = member.facet();
            boolean moved = person.isReshaped() || !person.isFolded();
            if (!member.hasTold()) {
                transaction.remove(EntryKey.facet(member.identity));
            } else if (facet.isChanged() || moved) {
                // Where somebody is on a journey is a matter of the whole person.
                facet.trail().setStates(Completion.Whereabouts.NOWHERE);
                WriteResult refused = put(EntryKey.facet(member.identity), facet, Membership.ALONE);
                if (refused != null) {
                    return refused;
                }
            }
        }
        return null;
    }

    private @Nullable WriteResult writeLinks(Person person) {
        List<Member> members = person.members();
        Identity representative = members.get(0).identity;
        for (int i = 1; i < members.size() && person.isReshaped(); i++) {
            Member member = members.get(i);
            WriteResult refused = encoder.encodeLink(people.layout(), representative, member.links());
            if (refused != null) {
                return refused;
            }
            encoder.putInto(transaction, EntryKey.of(member.identity));
        }
        return null;
    }

    private static Membership membership(Person person, boolean folds) {
        List<Member> members = person.members();
        Member first = members.get(0);
        return new Membership(
                Member.ids(members, Kind.ANONYMOUS, first.identity),
                Member.ids(members, Kind.PERSON, first.identity),
                first.links(),
                folds);
    }

    private @Nullable WriteResult put(EntryKey key, FacetDraft draft, @Nullable Membership membership) {
        WriteResult refused = encode(draft, membership);
        if (refused == null) {
            encoder.putInto(transaction, key);
        }
        return refused;
    }

    private @Nullable WriteResult encode(FacetDraft draft, @Nullable Membership membership) {
        WriteResult refused = draft.refusal();
        return refused == null ? encoder.encode(draft, membership) : refused;
    }

    /** A household or a company. */
    @Nullable
    WriteResult write(ProfileKey key, FacetDraft group) {
        return group.isChanged() ? put(EntryKey.of(key), group, null) : null;
    }

    /**
     * Notes that a link which holds was told again, as nearly every touchpoint with both ids does: a matter of the
     * anonymous id's entry alone.
     *
     * @return false when it does not hold so far, or the entry is not all that there is to it
     */
    boolean retell(Identity one, Identity other, long atMs, String source) {
        boolean oneIsUser = one.kind() == Kind.PERSON;
        Identity user = oneIsUser ? one : other;
        Identity visitor = oneIsUser ? other : one;
        if (one.kind() == other.kind() || people.isExpanded(visitor)) {
            return false;
        }
        Touched entry = transaction.touch(EntryKey.of(visitor));
        if (!entry.exists() || !LinkRecord.is(entry.record().bytes)) {
            return false;
        }
        Raw record = entry.record();
        List<Link> links =
                LinkRecord.links(record.bytes, record.length, people.layout().dictionary());
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).other().equals(user)) {
                return links.get(i).atMs() >= atMs || retold(visitor, record, links, new Link(user, atMs, source));
            }
        }
        return false;
    }

    private boolean retold(Identity visitor, Raw record, List<Link> links, Link told) {
        List<Link> now = new ArrayList<>(links);
        now.removeIf(link -> link.other().equals(told.other()));
        now.add(told);
        Collections.sort(now);
        Identity person = LinkRecord.target(record.bytes, record.length);
        boolean done = encoder.encodeLink(people.layout(), person, now) == null;
        if (done) {
            encoder.putInto(transaction, EntryKey.of(visitor));
        }
        return done;
    }

    @Nullable
    WriteResult write(Notes notes) {
        EntryKey key = EntryKey.notes(notes.of());
        if (notes.all().isEmpty()) {
            transaction.remove(key);
            return null;
        }
        WriteResult refused = encoder.encodeNotes(people.layout(), notes);
        if (refused == null) {
            encoder.putInto(transaction, key);
        }
        return refused;
    }

    private Folding folding() {
        Folding made = folding;
        if (made == null || foldingFor != people.layout()) {
            foldingFor = people.layout();
            made = new Folding(people.layout(), Kind.PERSON);
            folding = made;
        }
        return made;
    }
}
