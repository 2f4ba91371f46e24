package dev.kairos.arbitration;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.profile.ProfileView;

/** Whether the customer agrees to a purpose: the most restrictive of what the call and the profile say. */
final class ConsentGate {

    private final Purpose[] purposes;

    ConsentGate(Catalogue catalogue) {
        purposes = catalogue.purposes().toArray(Purpose[]::new);
    }

    boolean allows(Occasion occasion, int purpose) {
        if (purpose < 0) {
            return true;
        }
        Occasion.Stated stated = occasion.stated(purpose);
        if (stated == Occasion.Stated.DENIED) {
            return false;
        }
        ProfileView person = occasion.person;
        if (person != null) {
            String id = purposes[purpose].id();
            for (int i = 0; i < person.consentCount(); i++) {
                if (id.equals(person.consentPurpose(i))) {
                    return person.consentGranted(i);
                }
            }
        }
        return stated == Occasion.Stated.GRANTED || purposes[purpose].grantedUnlessDenied();
    }
}
