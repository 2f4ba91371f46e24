package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The persons and notes that one update has looked up so far. Reused; the writer's thread only. */
final class People {

    private final Transaction transaction;
    private final List<FacetDraft> pool = new ArrayList<>();
    private final Map<Identity, Person> persons = new LinkedHashMap<>();
    private final Map<Identity, Notes> notes = new LinkedHashMap<>();
    private ProfileLayout layout;
    private Completion completion = Completion.NONE;
    private int used;
    /** The one asked for last, and who that is: one after the other asks for the same. */
    private @Nullable Identity asked;

    private @Nullable Person answered;

    People(Transaction transaction, ProfileLayout layout) {
        this.transaction = transaction;
        this.layout = layout;
    }

    void start(ProfileLayout current, Completion with) {
        persons.clear();
        asked = null;
        answered = null;
        notes.clear();
        used = 0;
        completion = with;
        if (layout != current) {
            layout = current;
            pool.clear();
        }
    }

    /** Each once, in the order in which they were looked up. */
    Collection<Person> persons() {
        return persons.size() == 1 ? persons.values() : new LinkedHashSet<>(persons.values());
    }

    Collection<Notes> notes() {
        return notes.values();
    }

    Completion completion() {
        return completion;
    }

    ProfileLayout layout() {
        return layout;
    }

    /** The person behind an identity; one of whom nothing is known when there is none. */
    Person person(Identity identity) {
        Person known = answered;
        if (known != null && identity == asked) {
            return known;
        }
        Person found = persons.get(identity);
        if (found == null) {
            found = look(identity);
            persons.put(identity, found);
        }
        asked = identity;
        answered = found;
        return found;
    }

    private Person look(Identity identity) {
        Touched entry = transaction.touch(EntryKey.of(identity));
        if (!entry.exists() || !LinkRecord.is(entry.record().bytes)) {
            return new Person(identity, draft(entry));
        }
        return person(LinkRecord.target(entry.record().bytes, entry.record().length));
    }

    private void put(Identity identity, Person person) {
        persons.put(identity, person);
        asked = null;
        answered = null;
    }

    /** The member with all of its person looked up: identities, their links, and what each has told. */
    Member member(Identity identity) {
        Person person = person(identity);
        expand(person);
        Member member = person.member(identity);
        if (member == null) {
            throw new StoreException("an identity leads to a person who does not know of it");
        }
        return member;
    }

    /** Whether the members of its person have been looked up. */
    boolean isExpanded(Identity identity) {
        Person person = persons.get(identity);
        return person != null && person.isExpanded();
    }

    void expand(Person person) {
        if (person.isExpanded()) {
            return;
        }
        Membership known = Membership.of(person.view().before());
        TreeSet<Identity> identities = new TreeSet<>();
        identities.add(person.representative());
        known.anonymousIds().forEach(id -> identities.add(Identity.anonymous(id)));
        known.userIds().forEach(id -> identities.add(Identity.user(id)));
        List<Member> members = new ArrayList<>(identities.size());
        for (Identity identity : identities) {
            Member member = new Member(identity, person);
            links(member, known).forEach(member::put);
            member.setFacet(facet(person, identity));
            put(identity, person);
            members.add(member);
        }
        person.setMembers(members);
    }

    private Collection<Link> links(Member member, Membership known) {
        if (member.identity.equals(member.person.representative())) {
            return known.links();
        }
        Touched entry = transaction.touch(EntryKey.of(member.identity));
        return entry.exists()
                ? LinkRecord.links(entry.record().bytes, entry.record().length, layout.dictionary())
                : List.of();
    }

    private FacetDraft facet(Person person, Identity identity) {
        if (person.isFolded()) {
            return draft(transaction.touch(EntryKey.facet(identity)));
        }
        return identity.equals(person.representative()) ? person.view() : draft();
    }

    /** What is remembered of links that do not hold now. */
    Notes notes(Identity identity) {
        Notes known = notes.get(identity);
        if (known == null) {
            known = new Notes(identity);
            byte[] record = transaction.read(EntryKey.notes(identity));
            if (record != null) {
                known.read(record, layout.dictionary());
            }
            notes.put(identity, known);
        }
        return known;
    }

    /** Says that these identities are one person from now on. */
    Person regroup(Collection<Member> members) {
        Member first = members.iterator().next();
        Person before = first.person;
        boolean keepsView = before.isFolded() && before.representative().equals(first.identity);
        FacetDraft view = keepsView ? before.view() : draft();
        Person person = new Person(first.identity, view);
        person.setStood(stood(members));
        person.setMembers(members);
        person.reshape();
        members.forEach(member -> put(member.identity, person));
        return person;
    }

    private static Map<String, JourneyState> stood(Collection<Member> members) {
        Map<String, JourneyState> stood = new TreeMap<>();
        Set<Person> persons = new LinkedHashSet<>();
        for (Member member : members) {
            if (persons.add(member.person)) {
                member.person.stood().forEach((journey, state) -> stood.merge(journey, state, Folding::further));
            }
        }
        return stood;
    }

    /** One of nothing. */
    FacetDraft draft() {
        FacetDraft draft = pooled();
        draft.load(null, completion);
        return draft;
    }

    private FacetDraft draft(Touched entry) {
        FacetDraft draft = pooled();
        draft.load(entry.exists() ? entry.record() : null, completion);
        return draft;
    }

    private FacetDraft pooled() {
        if (used == pool.size()) {
            pool.add(new FacetDraft(layout, Kind.PERSON));
        }
        return pool.get(used++);
    }
}
