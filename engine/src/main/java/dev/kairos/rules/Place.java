package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A place in a {@link FlatNetwork}: the rules that match there, and what leads on from it. Immutable. */
final class Place {

    private static final int[] NO_RANKS = {};
    private static final EqualTo[] NO_EQUALITIES = {};
    private static final Bounds[] NO_BOUNDS = {};
    private static final Guarded[] NO_CONDITIONS = {};
    private static final Place[] NO_PLACES = {};

    final int[] ranks;
    final EqualTo[] equalities;
    final Bounds[] bounds;
    final Guarded[] conditions;
    /** By condition: where it leads. */
    final Place[] below;

    private Place(Draft draft) {
        ranks = draft.ranks.isEmpty()
                ? NO_RANKS
                : draft.ranks.stream().mapToInt(rank -> rank).toArray();
        equalities = draft.equalities.values().toArray(NO_EQUALITIES);
        bounds =
                draft.bounds.values().stream().map(Bounds.Draft::made).toArray(n -> n == 0 ? NO_BOUNDS : new Bounds[n]);
        conditions = draft.conditions.toArray(NO_CONDITIONS);
        below = draft.below.toArray(NO_PLACES);
    }

    void walk(MomentBase moment, Matches matches) {
        for (int rank : ranks) {
            matches.add(rank);
        }
        for (EqualTo equality : equalities) {
            Place place = equality.places.get(equality.property.of(moment));
            if (place != null) {
                place.walk(moment, matches);
            }
        }
        for (Bounds bound : bounds) {
            bound.walk(moment, matches);
        }
        for (int i = 0; i < conditions.length; i++) {
            if (conditions[i].isMet(moment, matches)) {
                below[i].walk(moment, matches);
            }
        }
    }

    /** Equalities on one property: a value of it leads to one place at most. */
    record EqualTo(Property property, Map<Object, Place> places) {}

    /** What a place is made of, while the network is read. */
    static final class Draft {

        private final List<Integer> ranks = new ArrayList<>();
        private final Map<String, EqualTo> equalities = new LinkedHashMap<>();
        private final Map<String, Bounds.Draft> bounds = new LinkedHashMap<>();
        private final List<Guarded> conditions = new ArrayList<>();
        private final List<Place> below = new ArrayList<>();

        void match(int rank) {
            ranks.add(rank);
        }

        void lead(Node.Equality equality, Property property, Place to) {
            equalities
                    .computeIfAbsent(equality.property(), name -> new EqualTo(property, new HashMap<>()))
                    .places()
                    .put(equality.literal(), to);
        }

        void lead(Node.Range range, Property property, Place to) {
            bounds.computeIfAbsent(range.property(), name -> new Bounds.Draft(property))
                    .add(range, to);
        }

        void lead(Guarded condition, Place to) {
            conditions.add(condition);
            below.add(to);
        }

        Place made() {
            return new Place(this);
        }
    }
}
