package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.kairos.profile.Change;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Profiles as JSON, both ways, by one schema.
 *
 * <pre>{@code
 * {"userId": "c-42", "attributes": {"age": 42}, "household": "h-7", "company": "acme", "anonymousIds": ["a-1"],
 *  "consent": {"marketing": true, "analytics": {"granted": false, "at": "2026-01-01T00:00:00Z"}},
 *  "contacts": [{"action": "x", "outcome": "impression", "at": "2026-01-01T00:00:00Z", "count": 2}]}
 * }</pre>
 *
 * A household has {@code householdId}, a company {@code companyId}, and attributes only. Reading is strict: an unknown
 * key, a key given twice, a value of another type or out of range are mistakes, and all of them are reported, up to
 * {@value #MAX_MISTAKES}. A person's {@code counters} and {@code journeys} are passed over. A consent without a time was given now. Any thread; does not keep what it is given.
 */
public final class ProfileJson {

    /** Mistakes of one input that are reported at most. */
    public static final int MAX_MISTAKES = 50;

    static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNameLength(1_024)
                    .maxNumberLength(400)
                    .maxStringLength(16 << 20)
                    .build())
            .build();

    static final Members NO_MORE = json -> {};

    private final KnownNames names;
    private final InstantSource clock;

    /** Writes members of a profile that are shown with it and are no part of it. */
    @FunctionalInterface
    public interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** @param clock when a consent that says no time was given */
    public ProfileJson(Schema schema, InstantSource clock) {
        this.names = new KnownNames(schema);
        this.clock = clock;
    }

    /** A whole profile, as PUT sends it. An id in the body must be that of the key. */
    public Parsed<ProfileData> whole(ProfileKey key, byte[] utf8) {
        return read(false, key, utf8, 0, utf8.length, (draft, any) -> draft.data());
    }

    /** Part of a profile, as PATCH sends it: null removes an attribute, what is not named stays. */
    public Parsed<Change.Merge> patch(ProfileKey key, byte[] utf8) {
        return read(true, key, utf8, 0, utf8.length, ProfileDraft::merging);
    }

    /**
     * A row of an import, which names its own key.
     *
     * @param replace whether it is to replace a profile that is there, or to be merged into it as by {@link #patch}
     */
    public Parsed<Change> row(byte[] utf8, int offset, int length, boolean replace) {
        return replace
                ? read(false, null, utf8, offset, length, ProfileDraft::replacing)
                : read(true, null, utf8, offset, length, ProfileDraft::merging);
    }

    /** The profile as one JSON object in UTF-8. */
    public byte[] write(ProfileKey key, ProfileData data) {
        return write(key, data, NO_MORE);
    }

    /** As {@link #write(ProfileKey, ProfileData)}, with further members at the end. */
    public byte[] write(ProfileKey key, ProfileData data, Members more) {
        return bytes(writer -> writer.write(key, data, Set.of(), more));
    }

    /** The row that {@link #row} reads as this change; an erasure cannot be written. */
    public byte[] write(Change change) {
        return bytes(writer -> writer.write(change));
    }

    private interface Writing {
        void to(ProfileJsonWriter writer) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            writing.to(new ProfileJsonWriter(json));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private <T> Parsed<T> read(
            boolean patch,
            @Nullable ProfileKey key,
            byte[] utf8,
            int offset,
            int length,
            BiFunction<ProfileDraft, ProfileKey, T> finish) {
        Parsed<ProfileKey> named = key == null ? JsonKey.find(utf8, offset, length) : new Parsed.Good<>(key);
        if (named instanceof Parsed.Bad<ProfileKey> bad) {
            return new Parsed.Bad<>(bad.mistakes());
        }
        ProfileKey found = ((Parsed.Good<ProfileKey>) named).value();
        List<InputMistake> mistakes = new ArrayList<>();
        ProfileDraft draft = new ProfileDraft();
        try (JsonParser json = JSON.createParser(utf8, offset, length)) {
            JsonInput input = new JsonInput(json, mistakes);
            new ProfileJsonReader(input, names, clock.instant(), found, patch, draft).read();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return mistakes.isEmpty() ? new Parsed.Good<>(finish.apply(draft, found)) : new Parsed.Bad<>(mistakes);
    }
}
