package dev.kairos.decision;

import dev.kairos.metrics.Metrics;
import dev.kairos.profile.ProfileLayout;
import dev.kairos.profile.ProfileReader;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a {@link Decider} works with besides its playbook: owned by one event loop, except the metrics.
 *
 * @param layout of the playbook's schema
 * @param clock for the time of a decision
 * @param nanoTime for latencies and deadlines
 */
public record DeciderResources(
        ProfileReader profiles,
        ProfileLayout layout,
        DecisionLog.Writer log,
        Metrics metrics,
        InstantSource clock,
        LongSupplier nanoTime) {}
