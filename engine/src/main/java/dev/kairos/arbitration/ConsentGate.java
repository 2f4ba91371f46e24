package dev.kairos.arbitration;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;

/** Whether the customer agrees to a purpose: the strictest of what the call and the profile say. */
final class ConsentGate {

    private final Purpose[] purposes;

    ConsentGate(Catalogue catalogue) {
        purposes = catalogue.purposes().toArray(Purpose[]::new);
    }

    boolean allows(Occasion occasion, int purpose) {
        return purpose < 0 || occasion.consent(purpose).isGranted(purposes[purpose], occasion.person);
    }
}
