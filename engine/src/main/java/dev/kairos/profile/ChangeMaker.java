package dev.kairos.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes of a change of a profile what it is to the entries: an {@link Update}. The writer's thread only. */
final class ChangeMaker {

    private final Update update;
    private final List<Identity> erased = new ArrayList<>();

    ChangeMaker(Update update) {
        this.update = update;
    }

    /**
     * Fills the update's transaction; unless the result is {@link WriteResult#done()}, it is not to be written. The
     * update has been started.
     */
    WriteResult make(Change change, ProfileLayout layout, long nowMs) {
        erased.clear();
        if (change instanceof Change.Erase erase) {
            return erase(erase.key());
        }
        ProfileData data = change instanceof Change.Merge merge ? merge.patch() : ((Change.Replace) change).data();
        WriteResult refused = refusal(layout, owner(change.key()), data);
        if (refused != null) {
            return refused;
        }
        ProfileKey key = owner(change.key());
        if (key.kind() == Kind.HOUSEHOLD || key.kind() == Kind.COMPANY) {
            FacetDraft group = update.group(key.kind(), key.id());
            update.setKnew(group.exists());
            write(group, change, nowMs);
            return update.finish();
        }
        return person(new Identity(key.kind(), key.id()), change, nowMs);
    }

    /** The identities that the last change erased. */
    List<Identity> erased() {
        return erased;
    }

    private WriteResult person(Identity identity, Change change, long nowMs) {
        update.setKnew(update.isKnown(identity));
        Set<String> claimed = new TreeSet<>();
        if (change instanceof Change.Merge merge) {
            claimed.addAll(merge.patch().anonymousIds());
            for (String name : merge.removed()) {
                if (name.startsWith(Change.Merge.ANONYMOUS_ID)) {
                    release(identity, name.substring(Change.Merge.ANONYMOUS_ID.length()));
                }
            }
        } else if (identity.kind() == Kind.PERSON) {
            claimed.addAll(((Change.Replace) change).data().anonymousIds());
            releaseAllBut(claimed, identity);
        }
        for (String id : claimed) {
            // As a write says it: from now on, whatever was told before.
            if (!update.claim(identity, Identity.anonymous(id), nowMs)) {
                return WriteResult.TOO_LARGE;
            }
        }
        write(update.facet(identity), change, nowMs);
        return update.finish();
    }

    private static void write(FacetDraft draft, Change change, long nowMs) {
        if (change instanceof Change.Merge merge) {
            Replacing.patch(draft, merge.patch(), merge.removed(), nowMs);
        } else {
            Replacing.replace(draft, ((Change.Replace) change).data(), nowMs);
        }
    }

    private void release(Identity user, String anonymousId) {
        if (ProfileKey.problemWith(anonymousId) != null || !update.hasOthers(user)) {
            return;
        }
        Member member = update.people().member(user);
        Member visitor = member.person.member(Identity.anonymous(anonymousId));
        Link claim = visitor == null ? null : visitor.claim();
        if (claim != null && claim.other().equals(user)) {
            update.linking().release(member, visitor);
        }
    }

    private void releaseAllBut(Set<String> kept, Identity user) {
        if (!update.hasOthers(user)) {
            return;
        }
        List<Member> members =
                new ArrayList<>(update.people().member(user).person.members());
        for (Member visitor : members) {
            Link claim = visitor.claim();
            if (claim != null && claim.other().equals(user) && !kept.contains(visitor.identity.id())) {
                update.linking().release(update.people().member(user), visitor);
            }
        }
    }

    private @Nullable WriteResult refusal(ProfileLayout layout, ProfileKey key, ProfileData data) {
        boolean belongs = data.household() != null || data.company() != null;
        boolean identified = !data.anonymousIds().isEmpty();
        boolean person = key.kind() == Kind.PERSON;
        boolean group = key.kind() == Kind.HOUSEHOLD || key.kind() == Kind.COMPANY;
        if (identified && !person || belongs && group) {
            return WriteResult.INVALID;
        }
        return ProfileCheck.refusal(layout, key.kind(), data);
    }

    /** Whom a change to this key is for: an anonymous id that a user has is changed as the user's. */
    private ProfileKey owner(ProfileKey key) {
        if (key.kind() != Kind.ANONYMOUS) {
            return key;
        }
        Identity identity = Identity.anonymous(key.id());
        if (!update.hasOthers(identity)) {
            return key;
        }
        Member visitor = update.people().member(identity);
        Link claim = visitor.claim();
        return claim == null
                ? visitor.person.representative().key()
                : claim.other().key();
    }

    private WriteResult erase(ProfileKey key) {
        if (key.kind() == Kind.HOUSEHOLD || key.kind() == Kind.COMPANY) {
            return update.eraseGroup(key);
        }
        Identity identity = new Identity(key.kind(), key.id());
        if (!update.isKnown(identity) && update.people().notes(identity).all().isEmpty()) {
            return WriteResult.NOT_FOUND;
        }
        // An anonymous id goes by itself, a user with all that is linked to it.
        boolean alone = key.kind() == Kind.ANONYMOUS;
        List<Member> members = alone
                ? List.of(update.people().member(identity))
                : List.copyOf(update.people().member(identity).person.members());
        for (Member member : members) {
            update.linking().erase(member);
            erased.add(member.identity);
        }
        WriteResult refused = update.finish();
        return refused.done() ? WriteResult.ERASED : refused;
    }
}
