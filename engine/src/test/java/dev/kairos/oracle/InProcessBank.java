package dev.kairos.oracle;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Arbitrator;
import dev.kairos.arbitration.Occasion;
import dev.kairos.arbitration.Proposals;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.pack.Pack;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileView;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Profile record, moment, rules and arbitration of a pack, without a store and without HTTP. One thread. */
final class InProcessBank implements AutoCloseable {

    private final Pack pack;
    private final Catalogue catalogue;
    private final ProfileLayout layout;
    private final ProfileView person;
    private final ProfileView household;
    private final ProfileView company;
    private final MomentBase moment;
    private final RuleSession session;
    private final InProcessHistory history;
    private final Proposals proposals;
    private final Occasion occasion;
    private final Arbitration arbitration;
    private final Deadline never = new Deadline(() -> 0);

    InProcessBank(Pack pack) {
        this.pack = pack;
        catalogue = pack.catalogue();
        layout = ProfileLayout.of(pack.schema());
        person = layout.newView(Kind.PERSON);
        household = layout.newView(Kind.HOUSEHOLD);
        company = layout.newView(Kind.COMPANY);
        moment = pack.momentType().newMoment();
        session = pack.rules().openSession();
        history = new InProcessHistory(pack);
        proposals = new Proposals(catalogue);
        occasion = new Occasion(catalogue.purposes().size());
        arbitration = new Arbitration(catalogue);
        never.start(0, Long.MAX_VALUE);
    }

    List<Expected> decide(Call call, String idGiven, @Nullable Customer customer) {
        see(call, customer);
        session.fire(moment, proposals, never);
        occasion.clear();
        occasion.when(call.now().toEpochMilli());
        occasion.where(call.channel(), call.locale());
        occasion.who(idGiven, person);
        occasion.placements().addAll(call.placements());
        for (Purpose purpose : catalogue.purposes()) {
            Boolean stated = call.consent().get(purpose.id());
            if (stated != null) {
                occasion.state(purpose.index(), Consent.Status.of(stated), Occasion.NOW, "");
            }
        }
        new Arbitrator(catalogue).arbitrate(occasion, proposals, false, arbitration);
        return answers();
    }

    /** Names of the rules that fire. */
    Set<String> fired(Call call, @Nullable Customer customer) {
        see(call, customer);
        Firing firing = session.fire(moment, proposals, never);
        if (firing.faultCount() > 0) {
            throw new IllegalStateException(
                    pack.rules().rules().get(firing.fault(0)).name() + ": " + firing.faultMessage(0));
        }
        return IntStream.range(0, firing.firedCount())
                .mapToObj(n -> pack.rules().rules().get(firing.fired(n)).name())
                .collect(Collectors.toSet());
    }

    private void see(Call call, @Nullable Customer customer) {
        proposals.clear();
        person.clear();
        household.clear();
        company.clear();
        if (customer != null) {
            person.wrap(customer.id(), layout.encode(Kind.PERSON, data(customer)));
            wrap(household, Kind.HOUSEHOLD, customer.household());
            wrap(company, Kind.COMPANY, customer.company());
        }
        moment.begin(call.now().toEpochMilli(), pack.timeZone());
        moment.call(call.channel(), call.locale(), call.placements());
        moment.bind(person, household, company);
        call.context().forEach((name, value) -> moment.set(pack.schema().slot(name), value));
        if (customer != null) {
            history.properties(customer.steps(), call.now())
                    .forEach((name, value) -> moment.set(pack.schema().slot(name), value));
        }
    }

    private void wrap(ProfileView view, Kind kind, @Nullable Map<String, Object> attributes) {
        if (attributes != null) {
            view.wrap("x", layout.encode(kind, ProfileData.of(attributes)));
        }
    }

    static ProfileData data(Customer customer) {
        Map<String, Consent> consent = customer.consent().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new Consent(e.getValue(), Instant.EPOCH)));
        List<Contact> contacts = customer.contacts().stream()
                .map(met -> new Contact(met.action(), met.outcome(), met.at(), met.count()))
                .toList();
        return new ProfileData(customer.attributes(), null, null, Set.of(), consent, contacts);
    }

    private List<Expected> answers() {
        List<Expected> answers = new ArrayList<>();
        for (int i = 0; i < arbitration.slotCount(); i++) {
            Arbitration.Slot slot = arbitration.slot(i);
            String action =
                    slot.winner() == null ? null : slot.winner().action().id();
            answers.add(new Expected(
                    slot.placementId(), action, slot.fragment(), slot.reason().name(), slot.isFallback()));
        }
        return answers;
    }

    @Override
    public void close() {
        session.close();
        history.close();
    }
}
