package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.bulk.InputMistake;
import dev.kairos.bulk.Parsed;
import dev.kairos.bulk.ProfileJson;
import dev.kairos.journey.Intake;
import dev.kairos.journey.Wait;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.WriteResult;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Profiles of persons, households and companies: read, replaced, changed, erased and imported. */
public final class ProfileRoutes {

    private static final Problem UNKNOWN = Problem.notFound("There is no such profile.");

    private final ProfileStore store;
    private final Intake intake;
    private final Supplier<Schema> schema;
    private final InstantSource clock;

    private ProfileRoutes(ProfileStore store, Intake intake, Supplier<Schema> schema, InstantSource clock) {
        this.store = store;
        this.intake = intake;
        this.schema = schema;
        this.clock = clock;
    }

    /**
     * @param schema of the pack that is live at the moment
     * @param clock when a consent was given that says no time
     */
    public static List<Route> of(ProfileStore store, Intake intake, Supplier<Schema> schema, InstantSource clock) {
        ProfileRoutes routes = new ProfileRoutes(store, intake, schema, clock);
        List<Route> all = new ArrayList<>();
        all.addAll(routes.ofKind(Kind.PERSON, "/v1/profiles/{userId}"));
        all.addAll(routes.ofKind(Kind.HOUSEHOLD, "/v1/households/{householdId}"));
        all.addAll(routes.ofKind(Kind.COMPANY, "/v1/companies/{companyId}"));
        all.add(Route.streamed(
                "POST",
                "/v1/profiles/import",
                Need.SECRET_KEY,
                body -> new ProfileImport(intake, routes.json()).run(body)));
        return all;
    }

    private List<Route> ofKind(Kind kind, String path) {
        return List.of(
                Route.onWorker("GET", path, Need.SECRET_KEY, call -> read(key(kind, call))),
                Route.onWorker(
                        "PUT", path, Need.SECRET_KEY, call -> write(replacement(key(kind, call), call.body()), call)),
                Route.onWorker(
                        "PATCH", path, Need.SECRET_KEY, call -> write(patch(key(kind, call), call.body()), call)),
                Route.onWorker(
                        "DELETE", path, Need.SECRET_KEY, call -> write(new Change.Erase(key(kind, call)), call)));
    }

    private static ProfileKey key(Kind kind, Call call) {
        String wrong = ProfileKey.problemWith(call.parameter());
        if (wrong != null) {
            throw Problem.unreadable(wrong);
        }
        return new ProfileKey(kind, call.parameter());
    }

    private Answer read(ProfileKey key) {
        ProfileData data = find(key);
        return Answer.json(
                key.kind() == Kind.PERSON
                        ? json().write(key, data, json -> now(key, data, json))
                        : json().write(key, data));
    }

    /** What touchpoints have come to, as of now. */
    private void now(ProfileKey key, ProfileData person, JsonGenerator json) throws IOException {
        new CountersJson(json, clock.millis()).write(store, key);
        new HistoryJson(json, schema.get(), clock.millis()).writeJourneys(person.history());
    }

    private Change replacement(ProfileKey key, byte[] body) {
        return new Change.Replace(key, valueOf(json().whole(key, body), body));
    }

    private Change patch(ProfileKey key, byte[] body) {
        return valueOf(json().patch(key, body), body);
    }

    private ProfileData find(ProfileKey key) {
        ProfileData data = store.find(key);
        if (data == null) {
            throw UNKNOWN;
        }
        return data;
    }

    private Answer write(Change change, Call call) {
        Wait wait = WaitParameter.of(call, Wait.APPLIED);
        CompletableFuture<WriteResult> written = new CompletableFuture<>();
        intake.changes(List.of(change), wait, results -> written.complete(results[0]));
        return WriteAnswer.of(written);
    }

    /** What was read, or all that is wrong with it: 400 when it is no JSON at all, 422 otherwise. */
    private static <T> T valueOf(Parsed<T> parsed, byte[] body) {
        if (parsed instanceof Parsed.Good<T> good) {
            return good.value();
        }
        List<Fault> faults = new ArrayList<>();
        for (InputMistake mistake : ((Parsed.Bad<T>) parsed).mistakes()) {
            faults.add(new Fault(mistake.message(), mistake.pointer(), null, 0, mistake.hint()));
        }
        String detail = faults.size() == 1 ? faults.get(0).detail() : faults.size() + " things are wrong.";
        throw Json.isWellFormed(body) ? Problem.notValid(detail, faults) : Problem.unreadable(detail);
    }

    private ProfileJson json() {
        return new ProfileJson(schema.get(), clock);
    }
}
