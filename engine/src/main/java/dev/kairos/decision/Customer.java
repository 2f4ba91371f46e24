package dev.kairos.decision;

import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileView;

/** The profiles behind one call: the person's, and those of the household and the company that the person belongs to. */
final class Customer {

    private final ProfileReader reader;
    final ProfileView person;
    final ProfileView household;
    final ProfileView company;

    Customer(ProfileReader reader, ProfileLayout layout) {
        this.reader = reader;
        person = layout.newView(Kind.PERSON);
        household = layout.newView(Kind.HOUSEHOLD);
        company = layout.newView(Kind.COMPANY);
    }

    /** Copies what the store has; each view says itself whether it is present. */
    void read(DecideRequest request) {
        household.clear();
        company.clear();
        if (reader.readPerson(request.userId(), request.anonymousId(), person)) {
            reader.readHouseholdOf(person, household);
            reader.readCompanyOf(person, company);
        }
    }

    /** Adds the profiles as they were read. */
    void addTo(DecisionRecordEncoder record) {
        add(person, record);
        add(household, record);
        add(company, record);
    }

    private static void add(ProfileView view, DecisionRecordEncoder record) {
        if (view.isPresent()) {
            record.snapshot(view);
        }
    }

    /** What holdouts hash: stable for a known customer, whichever id the call came with. */
    String key(DecideRequest request) {
        String userId = request.userId();
        if (userId != null) {
            return userId;
        }
        String anonymousId = request.anonymousId();
        return person.isPresent() || anonymousId == null ? person.key() : anonymousId;
    }
}
