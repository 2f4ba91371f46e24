package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileKey;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose profile a JSON object is: the key that names it decides which attributes it may have. */
final class JsonKey {

    private JsonKey() {}

    static String nameFor(Kind kind) {
        return switch (kind) {
            case HOUSEHOLD -> "householdId";
            case COMPANY -> "companyId";
            case PERSON -> "userId";
            default -> "anonymousId";
        };
    }

    static @Nullable Kind kindOf(String name) {
        return switch (name) {
            case "userId" -> Kind.PERSON;
            case "householdId" -> Kind.HOUSEHOLD;
            case "companyId" -> Kind.COMPANY;
            case "anonymousId" -> Kind.ANONYMOUS;
            default -> null;
        };
    }

    /** Looks for the first id at the top level; quick when it comes first. */
    static Parsed<ProfileKey> find(byte[] utf8, int offset, int length) {
        try (JsonParser json = ProfileJson.JSON.createParser(utf8, offset, length)) {
            return find(json);
        } catch (IOException e) {
            return bad(JsonTrouble.in(e));
        }
    }

    private static Parsed<ProfileKey> find(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return bad(new InputMistake("", "a profile is a JSON object", null));
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Kind kind = kindOf(name);
            JsonToken value = json.nextToken();
            if (kind != null) {
                return value == JsonToken.VALUE_STRING ? key(kind, json.getText()) : noText(name);
            }
            json.skipChildren();
        }
        return bad(new InputMistake("", "does not say whose profile it is", "give userId, householdId or companyId"));
    }

    private static Parsed<ProfileKey> key(Kind kind, String id) {
        Unfit unfit = Texts.unfitId(id);
        return unfit == null
                ? new Parsed.Good<>(new ProfileKey(kind, id))
                : bad(new InputMistake("/" + nameFor(kind), unfit.message(), unfit.hint()));
    }

    private static Parsed<ProfileKey> noText(String name) {
        return bad(new InputMistake("/" + name, "is no string", "write ids in quotes"));
    }

    private static Parsed<ProfileKey> bad(InputMistake mistake) {
        return new Parsed.Bad<>(List.of(mistake));
    }
}
