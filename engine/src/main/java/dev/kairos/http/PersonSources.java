package dev.kairos.http;

import dev.kairos.decision.DecisionLog;
import dev.kairos.journey.CustomerRecords;
import dev.kairos.profile.ProfileStore;

/** Where something is kept of a person: the profile, the journal it was made from, the decisions. */
public record PersonSources(ProfileStore profiles, CustomerRecords records, DecisionLog decisions) {}
