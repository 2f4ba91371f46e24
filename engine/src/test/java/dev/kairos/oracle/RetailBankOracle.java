package dev.kairos.oracle;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.catalogue.Factor;
import dev.kairos.catalogue.Holdout;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Purpose;
import dev.kairos.catalogue.Treatment;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call on the retail bank must be answered, worked out the slow and obvious way: the rules as predicates, the
 * gates one after the other, a sort, a loop over the placements. It shares the catalogue's definitions with the engine
 * and nothing else. {@code null} stands for a customer who is not known.
 */
final class RetailBankOracle {

    private record Scored(Said.Proposed proposed, Action action, double score, Optional<String> stoppedBy) {}

    private final Catalogue catalogue;
    private final ZoneId zone;

    RetailBankOracle(Catalogue catalogue, ZoneId zone) {
        this.catalogue = catalogue;
        this.zone = zone;
    }

    /** @param idGiven the id in the call, which is what holdouts go by for a customer who is not known */
    List<Expected> decide(Call call, String idGiven, @Nullable Customer customer) {
        Said said = new Said();
        RetailBankRules.fire(facts(call, customer), said);
        List<Scored> ranked = rank(call, idGiven, customer, said);
        Set<String> shown = new HashSet<>();
        List<Expected> answers = new ArrayList<>();
        for (String placement : call.placements()) {
            answers.add(fill(placement, call, ranked, shown));
        }
        return answers;
    }

    Facts facts(Call call, @Nullable Customer customer) {
        Map<String, Object> values = new HashMap<>(call.context());
        if (customer != null) {
            values.putAll(customer.attributes());
            values.putAll(customer.household() == null ? Map.of() : customer.household());
            values.putAll(customer.company() == null ? Map.of() : customer.company());
            values.putAll(BankHistory.facts(customer.steps(), call.now()));
        }
        values.put("known", customer != null);
        values.put("channel", call.channel());
        values.put("locale", call.locale());
        values.put("now", call.now());
        values.put("hour", call.now().atZone(zone).getHour());
        values.put("dayOfWeek", call.now().atZone(zone).getDayOfWeek().name().toLowerCase(Locale.ROOT));
        return new Facts(values, call.now());
    }

    private List<Scored> rank(Call call, String idGiven, @Nullable Customer customer, Said said) {
        List<Scored> ranked = new ArrayList<>();
        for (Said.Proposed proposed : said.proposals) {
            Action action = catalogue.action(proposed.action);
            ranked.add(new Scored(
                    proposed, action, score(proposed, action), stoppedBy(action, call, idGiven, customer, said)));
        }
        ranked.sort(Comparator.comparingDouble(Scored::score)
                .reversed()
                .thenComparing(scored -> scored.action().index()));
        return ranked;
    }

    private double score(Said.Proposed proposed, Action action) {
        double propensity = proposed.propensity != null ? proposed.propensity : action.propensity();
        return (counts(Factor.PROPENSITY) ? propensity : 1)
                * (counts(Factor.CONTEXT) ? proposed.context : 1)
                * (counts(Factor.VALUE) ? action.value() : 1)
                * (counts(Factor.LEVER) ? proposed.lever : 1);
    }

    private boolean counts(Factor factor) {
        return catalogue.factors().contains(factor);
    }

    /** The first gate that says no. */
    private Optional<String> stoppedBy(
            Action action, Call call, String idGiven, @Nullable Customer customer, Said said) {
        if (!isValid(action, call)) {
            return Optional.of("NOT_VALID");
        }
        if (!isAllowed(action, call, customer)) {
            return Optional.of("NO_CONSENT");
        }
        String group = catalogue.groups().get(action.group()).id();
        if (said.suppressed.contains(action.id()) || said.suppressed.contains(group)) {
            return Optional.of("SUPPRESSED");
        }
        if (customer != null && isCapped(action, call, customer)) {
            return Optional.of("CAPPED");
        }
        return isHeldOut(action, customer == null ? idGiven : customer.id())
                ? Optional.of("HOLDOUT")
                : Optional.empty();
    }

    private static boolean isValid(Action action, Call call) {
        boolean begun = action.from() == null || !call.now().isBefore(action.from());
        boolean over = action.until() != null && !call.now().isBefore(action.until());
        return begun
                && !over
                && (action.channels().isEmpty() || action.channels().contains(call.channel()));
    }

    private boolean isAllowed(Action action, Call call, @Nullable Customer customer) {
        if (action.purpose() < 0) {
            return true;
        }
        Purpose purpose = catalogue.purposes().get(action.purpose());
        Boolean byCall = call.consent().get(purpose.id());
        Boolean byProfile = customer == null ? null : customer.consent().get(purpose.id());
        if (byCall == null && byProfile == null) {
            return purpose.grantedUnlessDenied();
        }
        return !Boolean.FALSE.equals(byCall) && !Boolean.FALSE.equals(byProfile);
    }

    private boolean isCapped(Action action, Call call, Customer customer) {
        for (ContactPolicy policy : catalogue.contactPolicies()) {
            if (!policy.actions().contains(action.index())) {
                continue;
            }
            int count = 0;
            for (Customer.Met met : customer.contacts()) {
                Action of = catalogue.action(met.action());
                boolean counted =
                        policy.each() ? of == action : policy.actions().contains(of.index());
                boolean within = met.at().isAfter(call.now().minus(policy.window()));
                if (counted && within && met.outcome() == policy.outcome()) {
                    count += met.count();
                }
            }
            if (count >= policy.max()) {
                return true;
            }
        }
        return false;
    }

    private boolean isHeldOut(Action action, String key) {
        for (Holdout holdout : catalogue.holdouts()) {
            if (holdout.actions().contains(action.index()) && share(holdout.salt(), key) < holdout.share()) {
                return true;
            }
        }
        return false;
    }

    private Expected fill(String placementId, Call call, List<Scored> ranked, Set<String> shown) {
        Placement placement = catalogue.placement(placementId);
        if (placement == null) {
            return new Expected(placementId, null, null, "UNKNOWN_PLACEMENT", true);
        }
        List<Scored> here = ranked.stream()
                .filter(s ->
                        s.proposed().placement == null || s.proposed().placement.equals(placementId))
                .toList();
        List<Scored> showable = here.stream()
                .filter(s -> treatment(s.action(), placement, call) != null)
                .toList();
        for (Scored scored : showable) {
            if (scored.stoppedBy().isEmpty() && shown.add(scored.action().id())) {
                String fragment = treatment(scored.action(), placement, call).fragment();
                return new Expected(placementId, scored.action().id(), fragment, "TARGETED", false);
            }
        }
        String reason = showable.stream()
                .flatMap(scored -> scored.stoppedBy().stream())
                .findFirst()
                .orElse(!showable.isEmpty() ? "OUTRANKED" : !here.isEmpty() ? "NO_TREATMENT" : "NO_PROPOSAL");
        return new Expected(placementId, null, placement.fallback(), reason, true);
    }

    /** Of those for this placement, channel and locale the one with the closest locale, and of these the first. */
    private static @Nullable Treatment treatment(Action action, Placement placement, Call call) {
        Treatment best = null;
        for (Treatment treatment : action.treatments()) {
            boolean here =
                    treatment.placements().isEmpty() || treatment.placements().contains(placement.id());
            boolean accepted = placement.accepts().isEmpty()
                    || placement.accepts().stream().anyMatch(treatment.tags()::contains);
            boolean onChannel =
                    treatment.channels().isEmpty() || treatment.channels().contains(call.channel());
            boolean closer = closeness(treatment, call.locale()) > (best == null ? -1 : closeness(best, call.locale()));
            if (here && accepted && onChannel && closer) {
                best = treatment;
            }
        }
        return best;
    }

    /** How many letters of the locale the treatment names: 0 when it is for all, -1 when it is for others. */
    private static int closeness(Treatment treatment, String locale) {
        if (treatment.locales().isEmpty()) {
            return 0;
        }
        return treatment.locales().stream()
                .filter(own -> locale.equals(own) || locale.startsWith(own + "-"))
                .mapToInt(String::length)
                .max()
                .orElse(-1);
    }

    /** FNV-1a over salt, separator and key in UTF-16 (low byte first), finished by MurmurHash3's mixer. */
    private static double share(String salt, String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : salt.getBytes(StandardCharsets.UTF_16LE)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ 0xffff) * 0x100000001b3L;
        for (byte b : key.getBytes(StandardCharsets.UTF_16LE)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash = hash ^ (hash >>> 33);
        return (hash >>> 11) / (double) (1L << 53);
    }
}
