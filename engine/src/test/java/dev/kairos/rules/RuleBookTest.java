package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.CATALOGUE;
import static dev.kairos.rules.RuleFixture.SCHEMA;
import static dev.kairos.rules.RuleFixture.files;
import static dev.kairos.rules.RuleFixture.noDeadline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.arbitration.Proposals;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static final String DRL = """
            rule "gold" when Moment( segment == "gold", name matches "a.*" ) then
              decision.propose("gold-upgrade").because("x" + 1);
            end
            """;

    @Test
    void versionsThatAreClosedLeaveNothingBehind() throws InterruptedException {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int version = 0; version < 50; version++) {
            loaders.add(useOneVersion());
        }

        long alive = alive(loaders);
        for (int i = 0; i < 50 && alive > 2; i++) {
            System.gc();
            Thread.sleep(20);
            alive = alive(loaders);
        }

        assertThat(alive).isLessThanOrEqualTo(2);
    }

    private static WeakReference<ClassLoader> useOneVersion() {
        MomentType type = MomentType.of(SCHEMA);
        try (RuleBook book = RuleBook.compile(files(DRL), type, CATALOGUE, new Mistakes());
                RuleSession session = book.openSession()) {
            MomentBase moment = type.newMoment();
            moment.begin(0, ZoneId.of("UTC"));
            moment.set(SCHEMA.slot("segment"), "gold");
            moment.set(SCHEMA.slot("name"), "abc");
            Firing firing = session.fire(moment, new Proposals(CATALOGUE), noDeadline());
            assertThat(firing.firedCount()).isOne();
        }
        return new WeakReference<>(type.type().getClassLoader());
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    @Test
    void compilingStartsNoThreadsAndPrintsNothing() {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            useOneVersion();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        Set<Thread> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.getName().startsWith("process reaper"))
                .collect(Collectors.toSet());
        assertThat(started).isEmpty();
    }

    @Test
    void bookAndSessionMayBeClosedInAnyOrderAndTwice() {
        RuleBook book = RuleFixture.book(DRL);
        RuleSession session = book.openSession();

        book.close();
        session.close();
        session.close();
        book.close();
    }

    @Test
    void whatIsClosedIsNotUsedAgain() {
        RuleBook book = RuleFixture.book(DRL);
        RuleSession session = book.openSession();
        book.close();

        assertThatThrownBy(book::openSession).isInstanceOf(IllegalStateException.class);
        assertThat(RuleFixture.firing(book, session, RuleFixture.moment(Map.of())))
                .isEmpty();
        session.close();
        assertThatThrownBy(() -> RuleFixture.firing(book, session, RuleFixture.moment(Map.of())))
                .isInstanceOf(IllegalStateException.class);
    }
}
