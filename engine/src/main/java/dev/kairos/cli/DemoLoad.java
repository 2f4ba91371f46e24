package dev.kairos.cli;

import dev.kairos.journey.Intake;
import dev.kairos.journey.Wait;
import dev.kairos.profile.Change;
import dev.kairos.profile.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Puts made-up customers into the journal, and their households and companies. One use. */
final class DemoLoad {

    private static final int BATCH = 256;
    private static final int MOST_IN_FLIGHT = 8;

    private final Intake intake;
    private final DemoCustomers customers;
    private final ProgressLine progress;
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicReference<@Nullable WriteResult> refused = new AtomicReference<>();
    private List<Change> batch = new ArrayList<>(BATCH);
    private long made;

    DemoLoad(Intake intake, DemoCustomers customers, Terminal terminal) {
        this.intake = intake;
        this.customers = customers;
        this.progress = new ProgressLine(terminal, "making customers", "profiles");
    }

    /** @throws Failure when the store does not take one */
    void run(long count) {
        long households = customers.households(count);
        long companies = customers.companies(count);
        long all = count + households + companies;
        add(companies, customers::company, all);
        add(households, customers::household, all);
        add(count, customers::customer, all);
        send();
        inFlight.acquireUninterruptibly(MOST_IN_FLIGHT);
        progress.end();
        WriteResult why = refused.get();
        if (why != null) {
            throw new Failure("a customer could not be stored: " + why.message());
        }
    }

    private void add(long count, LongFunction<Change> maker, long all) {
        for (long number = 1; number <= count; number++) {
            batch.add(maker.apply(number));
            if (batch.size() == BATCH) {
                send();
                progress.at(made, (double) made / all);
            }
        }
    }

    private void send() {
        made += batch.size();
        inFlight.acquireUninterruptibly();
        intake.changes(batch, Wait.APPLIED, results -> {
            for (WriteResult result : results) {
                if (!result.done()) {
                    refused.set(result);
                }
            }
            inFlight.release();
        });
        batch = new ArrayList<>(BATCH);
    }
}
