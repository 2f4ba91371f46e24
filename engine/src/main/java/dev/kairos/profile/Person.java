package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All identities that are one person, as an update finds and leaves them. As long as nothing but what lies under the
 * representative's key is concerned, the others are not even looked up. The writer's thread only.
 */
final class Person {

    private final Identity representative;
    /** What lies under the representative's key: its facet, or the view over several. */
    private final FacetDraft view;

    /** In their order, the representative first; empty while they are not looked up. */
    private final List<Member> members = new ArrayList<>();

    private final boolean folded;
    private boolean reshaped;
    private Completion.@Nullable Whereabouts whereabouts;
    private @Nullable Map<String, JourneyState> stood;

    Person(Identity representative, FacetDraft view) {
        this.representative = representative;
        this.view = view;
        this.folded = view.before().isFolded();
    }

    Identity representative() {
        return representative;
    }

    FacetDraft view() {
        return view;
    }

    boolean isFolded() {
        return folded;
    }

    /** How many identities there are. */
    int size() {
        return isExpanded()
                ? members.size()
                : 1 + view.before().anonymousIdCount() + view.before().userIdCount();
    }

    boolean isExpanded() {
        return !members.isEmpty();
    }

    List<Member> members() {
        return members;
    }

    void setMembers(Collection<Member> all) {
        members.clear();
        members.addAll(all);
        members.forEach(member -> member.person = this);
    }

    @Nullable
    Member member(Identity identity) {
        for (Member member : members) {
            if (member.identity.equals(identity)) {
                return member;
            }
        }
        return null;
    }

    /** Whether all its entries are to be looked at when it is written. */
    boolean isReshaped() {
        return reshaped;
    }

    void reshape() {
        reshaped = true;
    }

    /** Where it is on its journeys, when somebody has said so; else that is worked out when it is written. */
    Completion.@Nullable Whereabouts whereabouts() {
        return whereabouts;
    }

    void setWhereabouts(Completion.@Nullable Whereabouts now) {
        whereabouts = now;
    }

    /** Where it stood on its journeys, or those did that it was made of. */
    Map<String, JourneyState> stood() {
        Map<String, JourneyState> known = stood;
        if (known == null) {
            known = view.trail().stood();
            stood = known;
        }
        return known;
    }

    void setStood(Map<String, JourneyState> states) {
        stood = states;
    }
}
