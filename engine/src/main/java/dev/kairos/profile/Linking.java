package dev.kairos.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes and undoes links. Who is who is a function of the links told and withdrawn, whatever their order: an anonymous
 * id belongs to the user whose link to it is the newest (of two at once the user with the greater id), others are noted
 * and count again when that one is withdrawn; links between ids of one kind always count. Persons are what hangs
 * together by such links. The writer's thread only.
 */
final class Linking {

    /** Identities of one person. */
    static final int MAX_MEMBERS = 64;

    private final People people;

    Linking(People people) {
        this.people = people;
    }

    /** False when it is refused: the person would have too many identities. */
    boolean link(Identity one, Identity other, long atMs, String source) {
        if (one.equals(other)) {
            return true;
        }
        if (isPlainlyTooMany(people.person(one), people.person(other))) {
            return false;
        }
        Member a = people.member(one);
        Member b = people.member(other);
        if (one.kind() == other.kind()) {
            return alias(a, b, new Notes.Note(atMs, Notes.Note.NEVER, source));
        }
        boolean aIsUser = one.kind() == Kind.PERSON;
        return claim(aIsUser ? a : b, aIsUser ? b : a, new Notes.Note(atMs, Notes.Note.NEVER, source));
    }

    /** So that a flood of links to one person costs little: seen before anybody's identities are looked up. */
    private static boolean isPlainlyTooMany(Person one, Person other) {
        return one != other
                && (one.size() == MAX_MEMBERS && other.size() == 1 || other.size() == MAX_MEMBERS && one.size() == 1);
    }

    private boolean alias(Member a, Member b, Notes.Note told) {
        Link known = a.link(b.identity);
        Notes.Note noted = people.notes(a.identity).get(b.identity);
        if (known == null && noted != null && told.atMs() <= noted.withdrawnMs()) {
            return true;
        }
        if (known == null && tooMany(a.person, b.person)) {
            return false;
        }
        if (known == null || told.atMs() > known.atMs()) {
            forget(a.identity, b.identity);
            forget(b.identity, a.identity);
            a.put(new Link(b.identity, told.atMs(), told.source()));
            b.put(new Link(a.identity, told.atMs(), told.source()));
            a.person.reshape();
            regroup(a.person, b.person);
        }
        return true;
    }

    private boolean claim(Member user, Member visitor, Notes.Note told) {
        Link active = visitor.claim();
        if (active != null && active.other().equals(user.identity)) {
            if (told.atMs() > active.atMs()) {
                visitor.put(new Link(user.identity, told.atMs(), told.source()));
                visitor.person.reshape();
            }
            return true;
        }
        Notes notes = people.notes(visitor.identity);
        Notes.Note noted = notes.get(user.identity);
        Notes.Note now = noted == null ? told : noted.told(told.atMs(), told.source());
        if (!now.holds() || active != null && isBefore(now.atMs(), user.identity, active)) {
            note(visitor.identity, user.identity, now);
            return true;
        }
        return take(user, visitor, active, now);
    }

    private static boolean isBefore(long atMs, Identity user, Link active) {
        return atMs < active.atMs() || atMs == active.atMs() && user.compareTo(active.other()) < 0;
    }

    /** The anonymous id goes over to the user. */
    private boolean take(Member user, Member visitor, @Nullable Link active, Notes.Note now) {
        Person from = visitor.person;
        if (user.person != from && tooMany(user.person, from, active == null ? null : visitor)) {
            return false;
        }
        if (active != null) {
            visitor.remove(active.other());
            note(visitor.identity, active.other(), new Notes.Note(active.atMs(), Notes.Note.NEVER, active.source()));
        }
        forget(visitor.identity, user.identity);
        visitor.put(new Link(user.identity, now.atMs(), now.source()));
        regroup(from, user.person);
        return true;
    }

    /** The least time at which a link told to this user would be the one that holds. */
    long latest(Identity visitor, Identity user) {
        long latest = 0;
        Link active = people.person(visitor).size() > 1 ? people.member(visitor).claim() : null;
        if (active != null && !active.other().equals(user)) {
            latest = active.atMs() + (user.compareTo(active.other()) < 0 ? 1 : 0);
        }
        Notes.Note noted = people.notes(visitor).get(user);
        return noted == null || noted.withdrawnMs() == Notes.Note.NEVER
                ? latest
                : Math.max(latest, noted.withdrawnMs() + 1);
    }

    /**
     * Withdraws what links these two identities: the link between them, else, when they are one person all the same,
     * all links of the second. False when they are not one person.
     */
    boolean split(Identity one, Identity other, long nowMs) {
        if (one.equals(other)) {
            return false;
        }
        Member a = people.member(one);
        Member b = people.member(other);
        if (a.person != b.person) {
            return false;
        }
        if (linked(a, b)) {
            withdraw(a, b, nowMs);
        } else {
            for (Member neighbour : neighbours(b)) {
                withdraw(neighbour, b, nowMs);
            }
        }
        return true;
    }

    /** Undoes the link of a user to an anonymous id that a write of the profile no longer names. */
    void release(Member user, Member visitor) {
        visitor.remove(user.identity);
        Person before = visitor.person;
        regroup(before, before);
        giveToNext(visitor);
    }

    private void withdraw(Member a, Member b, long nowMs) {
        if (a.identity.kind() == b.identity.kind()) {
            Link link = a.link(b.identity);
            Notes.Note note = new Notes.Note(link.atMs(), Math.max(nowMs, link.atMs()), link.source());
            a.remove(b.identity);
            b.remove(a.identity);
            people.notes(a.identity).put(b.identity, note);
            people.notes(b.identity).put(a.identity, note);
            regroup(a.person, b.person);
        } else {
            boolean aIsUser = a.identity.kind() == Kind.PERSON;
            unclaim(aIsUser ? a : b, aIsUser ? b : a, nowMs);
        }
    }

    private void unclaim(Member user, Member visitor, long nowMs) {
        Link link = visitor.claim();
        note(visitor.identity, user.identity, new Notes.Note(link.atMs(), Math.max(nowMs, link.atMs()), link.source()));
        release(user, visitor);
    }

    /** An anonymous id that nobody has any more goes back to who had it before. */
    private void giveToNext(Member visitor) {
        Identity next = people.notes(visitor.identity).next();
        if (next != null) {
            Notes.Note note = people.notes(visitor.identity).get(next);
            take(people.member(next), visitor, null, note);
        }
    }

    /** Forgets all that is known of this identity: what it told, its links, and the notes that others have of them. */
    void erase(Member member) {
        for (Member neighbour : neighbours(member)) {
            neighbour.remove(member.identity);
            member.remove(neighbour.identity);
        }
        Person before = member.person;
        regroup(before, before);
        Notes notes = people.notes(member.identity);
        for (Identity other : new ArrayList<>(notes.all().keySet())) {
            people.notes(other).remove(member.identity);
            notes.remove(other);
        }
        member.setFacet(people.draft());
    }

    /** Remembers on both sides a link that does not hold. */
    private void note(Identity visitor, Identity user, Notes.Note note) {
        people.notes(visitor).put(user, note);
        people.notes(user).put(visitor, note);
        forgetIfTooMany(visitor);
        forgetIfTooMany(user);
    }

    private void forgetIfTooMany(Identity identity) {
        Identity other = people.notes(identity).tooMany();
        if (other != null) {
            forget(identity, other);
        }
    }

    private void forget(Identity one, Identity other) {
        people.notes(one).remove(other);
        people.notes(other).remove(one);
    }

    private boolean tooMany(Person one, Person other) {
        return one != other && one.members().size() + other.members().size() > MAX_MEMBERS;
    }

    /** @param leaves who comes alone, with what hangs on it, out of the other person; null when all come */
    private boolean tooMany(Person one, Person other, @Nullable Member leaves) {
        int more = leaves == null
                ? other.members().size()
                : reach(leaves, leaves.claim()).size();
        return one.members().size() + more > MAX_MEMBERS;
    }

    /** All that hangs together with this member, leaving one of its links aside. */
    private static Set<Identity> reach(Member from, @Nullable Link aside) {
        Set<Identity> reached = new TreeSet<>();
        Deque<Member> next = new ArrayDeque<>();
        reached.add(from.identity);
        next.add(from);
        while (!next.isEmpty()) {
            Member member = next.remove();
            for (Member neighbour : neighbours(member)) {
                boolean isAside = aside != null && member == from && neighbour.identity.equals(aside.other());
                if (!isAside && reached.add(neighbour.identity)) {
                    next.add(neighbour);
                }
            }
        }
        return reached;
    }

    /** Those of its person that a link leads to or comes from. */
    private static List<Member> neighbours(Member member) {
        List<Member> found = new ArrayList<>();
        for (Member other : member.person.members()) {
            if (other != member && linked(member, other)) {
                found.add(other);
            }
        }
        return found;
    }

    private static boolean linked(Member one, Member other) {
        return one.link(other.identity) != null || other.link(one.identity) != null;
    }

    /** Makes persons anew of all that the two consisted of. */
    private void regroup(Person one, Person other) {
        TreeMap<Identity, Member> left = new TreeMap<>();
        one.members().forEach(member -> left.put(member.identity, member));
        other.members().forEach(member -> left.put(member.identity, member));
        TreeMap<Identity, Member> all = new TreeMap<>(left);
        List<TreeMap<Identity, Member>> groups = new ArrayList<>();
        while (!left.isEmpty()) {
            TreeMap<Identity, Member> group = new TreeMap<>();
            collect(left.firstEntry().getValue(), all, group);
            left.keySet().removeAll(group.keySet());
            groups.add(group);
        }
        groups.forEach(group -> people.regroup(group.values()));
    }

    private static void collect(Member from, TreeMap<Identity, Member> all, TreeMap<Identity, Member> group) {
        Deque<Member> next = new ArrayDeque<>();
        next.add(from);
        group.put(from.identity, from);
        while (!next.isEmpty()) {
            Member member = next.remove();
            for (Member other : all.values()) {
                if (linked(member, other) && group.putIfAbsent(other.identity, other) == null) {
                    next.add(other);
                }
            }
        }
    }
}
