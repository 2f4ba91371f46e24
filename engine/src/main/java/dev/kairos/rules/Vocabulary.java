package dev.kairos.rules;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.moment.MomentType;
import dev.kairos.schema.Schema;

/** All names that the rules of a pack may use. */
record Vocabulary(MomentType momentType, MomentProperties moment, Catalogue catalogue) {

    static Vocabulary of(MomentType momentType, Catalogue catalogue) {
        return new Vocabulary(momentType, new MomentProperties(momentType), catalogue);
    }

    Schema schema() {
        return momentType.schema();
    }
}
