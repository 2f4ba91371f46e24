package dev.kairos.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.journey.Intake;
import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.WriteResult;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A person over time and over all their ids: the journey, everything that is kept, and two who are not one after all. */
public final class PersonRoutes {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Problem UNKNOWN = Problem.notFound("There is no such profile.");
    private static final Problem NO_IDENTITY = Problem.notValid(
            "Name one id that this person is to be split from: {\"anonymousId\": \"…\"} or {\"userId\": \"…\"}.", "");

    private final PersonSources sources;
    private final Intake intake;
    private final Supplier<Schema> schema;
    private final InstantSource clock;

    private PersonRoutes(PersonSources sources, Intake intake, Supplier<Schema> schema, InstantSource clock) {
        this.sources = sources;
        this.intake = intake;
        this.schema = schema;
        this.clock = clock;
    }

    /** @param schema of the pack that is live at the moment */
    public static List<Route> of(PersonSources sources, Intake intake, Supplier<Schema> schema, InstantSource clock) {
        PersonRoutes routes = new PersonRoutes(sources, intake, schema, clock);
        return List.of(
                Route.onWorker("GET", "/v1/journeys/{userId}", Need.SECRET_KEY, routes::journey),
                Route.onWorker("GET", "/v1/profiles/{userId}/export", Need.SECRET_KEY, routes::export),
                Route.onWorker("POST", "/v1/profiles/{userId}/split", Need.SECRET_KEY, routes::split));
    }

    private Answer journey(Call call) {
        ProfileKey key = key(call.parameter());
        ProfileData person = find(key);
        return Answer.json(Json.object(json -> {
            json.writeStringField("userId", key.id());
            new HistoryJson(json, schema.get(), clock.millis()).write(person.history());
        }));
    }

    private Answer export(Call call) {
        ProfileKey key = key(call.parameter());
        return Answer.json(new PersonExport(sources, schema.get(), clock.instant()).write(key, find(key)));
    }

    private Answer split(Call call) {
        Identity person = identity(Kind.PERSON, call.parameter());
        Identity other = other(call.body());
        CompletableFuture<WriteResult> done = new CompletableFuture<>();
        intake.split(person, other, done::complete);
        return WriteAnswer.of(done);
    }

    private static Identity other(byte[] body) {
        Identity found = null;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.unreadable("The body must be a JSON object.", "");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                Kind kind = kind(json.currentName());
                if (found != null || json.nextToken() != JsonToken.VALUE_STRING) {
                    throw NO_IDENTITY;
                }
                found = identity(kind, json.getText());
            }
            if (json.nextToken() != null) {
                throw Problem.unreadable("Something follows the JSON object.", "");
            }
        } catch (IOException malformed) {
            throw Problem.unreadable("The body is no valid UTF-8 JSON.");
        }
        if (found == null) {
            throw NO_IDENTITY;
        }
        return found;
    }

    private static Kind kind(String member) {
        return switch (member) {
            case "anonymousId" -> Kind.ANONYMOUS;
            case "userId" -> Kind.PERSON;
            default -> throw Problem.notValid("Unknown member.", "/" + JsonPointers.escape(member));
        };
    }

    private static Identity identity(Kind kind, String id) {
        String wrong = ProfileKey.problemWith(id);
        if (wrong != null) {
            throw Problem.unreadable(wrong);
        }
        return new Identity(kind, id);
    }

    private static ProfileKey key(String userId) {
        return identity(Kind.PERSON, userId).key();
    }

    private ProfileData find(ProfileKey key) {
        ProfileData data = sources.profiles().find(key);
        if (data == null) {
            throw UNKNOWN;
        }
        return data;
    }
}
