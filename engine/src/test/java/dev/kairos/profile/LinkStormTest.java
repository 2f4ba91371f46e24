package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkStormTest {

    private static final int MANY = 2_000;

    @TempDir
    Path dir;

    private final Metrics metrics = new Metrics();

    @Test
    void aSharedDeviceGoesFromUserToUserAndRemembersFew() {
        try (ProfileStore store = open()) {
            told(store, null, "kiosk", 1);
            for (int i = 0; i < MANY; i++) {
                assertThat(told(store, "u-" + i, "kiosk", 10 + i)).isTrue();
            }

            ProfileView view = store.layout().newView(Kind.PERSON);
            assertThat(store.newReader().readPerson(null, "kiosk", view)).isTrue();
            assertThat(view.key()).isEqualTo("u-" + (MANY - 1));
            assertThat(view.counter(0, Histories.END)).isEqualTo(2L);
            assertThat(store.find(Stores.person("u-0")).anonymousIds()).isEmpty();
            // Each user, the device's link and both facets, and what is remembered on both sides.
            assertThat(store.size()).isEqualTo(MANY + 3 + 1 + Notes.MAX_CLAIMS);
        }
    }

    @Test
    void oneUserWithThousandsOfDevicesHasSixtyThree() {
        try (ProfileStore store = open()) {
            int linked = 0;
            for (int i = 0; i < MANY; i++) {
                linked += told(store, "u", "a-" + i, 10 + i) ? 1 : 0;
            }

            ProfileData user = store.find(Stores.person("u"));
            assertThat(user.anonymousIds()).hasSize(Linking.MAX_MEMBERS - 1);
            assertThat(linked).isEqualTo(Linking.MAX_MEMBERS - 1);
            assertThat(metrics.counter(Metric.IDENTITY_LINKS_REFUSED).sum())
                    .isEqualTo(MANY - (Linking.MAX_MEMBERS - 1));
            // Refused or not, the touchpoint counted.
            ProfileView view = store.layout().newView(Kind.PERSON);
            store.newReader().readPerson("u", null, view);
            assertThat(view.counter(0, Histories.END)).isEqualTo((long) MANY);
            assertThat(store.size()).isEqualTo(Linking.MAX_MEMBERS);
        }
    }

    @Test
    void erasingSaysWhichIdsWent() {
        try (ProfileStore store = open()) {
            told(store, null, "a-1", 1);
            told(store, "u", "a-1", 2);
            told(store, "u", "a-2", 3);
            StoreWriter writer = store.writer();

            writer.apply(new Change.Erase(Stores.person("u")), writer.position() + 1, 4);

            Set<Identity> erased = new HashSet<>(writer.erased());
            assertThat(erased)
                    .containsExactlyInAnyOrder(
                            Identity.user("u"), Identity.anonymous("a-1"), Identity.anonymous("a-2"));
            assertThat(store.size()).isZero();
        }
    }

    private ProfileStore open() {
        return ProfileStore.open(dir, Histories.schema(), StoreOptions.ofCapacity(10_000), metrics);
    }

    /** Whether the two ids are one person afterwards. */
    private static boolean told(ProfileStore store, String userId, String anonymousId, long atMs) {
        Update update = store.writer().update(store.position() + 1, atMs);
        update.person(userId, anonymousId, atMs, "test").count(0, Histories.START, null, Histories.END);
        assertThat(update.commit().done()).isTrue();
        ProfileData found = store.findByAnonymousId(anonymousId);
        return userId == null || found != null && found.anonymousIds().contains(anonymousId);
    }
}
