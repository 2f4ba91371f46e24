package dev.kairos.rules;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.util.List;

/** Counts what a moment's walk through the network asks: look-ups, comparisons with bounds, conditions. */
public final class WalkCount {

    private final Place root;
    private final Matches matches;

    public WalkCount(RuleFile rules, MomentType type, Catalogue catalogue) {
        CompiledRules compiled =
                new RuleCompiler(Vocabulary.of(type, catalogue), new Mistakes()).compile(List.of(rules), List.of());
        Network network = Network.build(compiled, CheckedRule::isDecide);
        root = network.flat().root();
        matches = new Matches(new Firing(compiled.size()), compiled.size());
    }

    public int of(MomentBase moment) {
        return asked(root, moment);
    }

    private int asked(Place place, MomentBase moment) {
        int asked = place.equalities.length + place.conditions.length;
        for (Place.EqualTo equality : place.equalities) {
            Place met = equality.places().get(equality.property().of(moment));
            asked += met == null ? 0 : asked(met, moment);
        }
        for (Bounds bounds : place.bounds) {
            Number value = (Number) bounds.property.of(moment);
            asked += value == null ? 1 : asked(bounds, NumberOrder.of(value), moment);
        }
        for (int i = 0; i < place.conditions.length; i++) {
            asked += place.conditions[i].isMet(moment, matches) ? asked(place.below[i], moment) : 0;
        }
        return asked;
    }

    private int asked(Bounds bounds, long value, MomentBase moment) {
        int asked = 0;
        for (int i = 0; i < bounds.lower.length; i++) {
            asked++;
            if (value < bounds.lower[i]) {
                break;
            }
            asked += asked(bounds.fromLower[i], moment);
        }
        for (int i = 0; i < bounds.upper.length; i++) {
            asked++;
            if (value > bounds.upper[i]) {
                break;
            }
            asked += asked(bounds.fromUpper[i], moment);
        }
        return asked;
    }
}
