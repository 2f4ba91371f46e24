package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kairos.catalogue.Outcome;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the read path free of garbage: what a decision reads must not become work for the collector. */
class ReadAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 20_000;
    private static final int READS = 10_000;

    /** The schema has one attribute of each type, in the order of the types. */
    private static final AttributeType[] ATTRIBUTES = {
        AttributeType.KEYWORD, AttributeType.BOOLEAN, AttributeType.INT, AttributeType.LONG
    };

    @TempDir
    Path dir;

    private final Schema schema = Schemas.ofEveryType();
    private int seen;

    @Test
    void readingAllocatesNothing() {
        try (ProfileStore store = Stores.open(dir, schema)) {
            fill(store);
            ProfileReader reader = store.newReader();
            ProfileView person = store.layout().newView(Kind.PERSON);
            ProfileView household = store.layout().newView(Kind.HOUSEHOLD);
            ProfileView company = store.layout().newView(Kind.COMPANY);
            Runnable read = () -> {
                reader.readPerson("c-42", null, person);
                look(person);
                reader.readHouseholdOf(person, household);
                reader.readCompanyOf(person, company);
                reader.readPerson("süß", null, person);
                reader.readPerson(null, "a-1", person);
                look(person);
                reader.readPerson(null, "unknown", person);
                reader.readPerson("unknown", null, person);
            };
            repeat(WARM_UP, read);

            long bytes = allocatedBy(() -> repeat(READS, read));

            // A few bytes are the measurement's own; one object a read would be 160,000 and more.
            assertThat(bytes).isLessThan(READS);
            assertThat(seen).isPositive();
        }
    }

    private void look(ProfileView view) {
        for (int i = 0; i < ATTRIBUTES.length; i++) {
            seen += view.attribute(ATTRIBUTES[i].ordinal()) == null ? 0 : 1;
        }
        Set<?> words = (Set<?>) view.attribute(AttributeType.KEYWORDS.ordinal());
        seen += words != null && words.contains("travel") ? 1 : 0;
        for (int i = 0; i < view.consentCount(); i++) {
            seen += view.consentGranted(i) ? view.consentPurpose(i).length() : 0;
        }
        for (int i = 0; i < view.contactCount(); i++) {
            seen += view.contactOutcome(i) == Outcome.CLICK ? view.contactTimes(i) : (int) view.contactAtMs(i);
        }
    }

    private static void fill(ProfileStore store) {
        Map<String, Object> values = Map.of(
                "person_keyword",
                "gold",
                "person_keywords",
                Set.of("sport", "travel"),
                "person_boolean",
                true,
                "person_int",
                42,
                "person_long",
                700L);
        Contact contact = new Contact("x", Outcome.CLICK, Instant.parse("2026-03-01T10:00:00Z"), 3);
        ProfileData data = new ProfileData(
                values,
                "h-7",
                "acme",
                Set.of("a-1"),
                Map.of("marketing", new Consent(true, Instant.EPOCH)),
                List.of(contact));
        Stores.put(store, "c-42", data);
        Stores.put(store, "süß", Map.of("person_int", 1));
        Stores.write(store, new Change.Replace(new ProfileKey(Kind.HOUSEHOLD, "h-7"), ProfileData.EMPTY));
        Stores.write(store, new Change.Replace(new ProfileKey(Kind.COMPANY, "acme"), ProfileData.EMPTY));
    }

    private static void repeat(int times, Runnable read) {
        for (int i = 0; i < times; i++) {
            read.run();
        }
    }

    private static long allocatedBy(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
