package dev.kairos.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.catalogue.Holdout;
import dev.kairos.catalogue.Placement;
import dev.kairos.catalogue.Purpose;
import dev.kairos.catalogue.Treatment;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The names behind the indexes in decision records, for one version of a pack. They are kept beside the log, so that
 * an old decision can be explained when its pack is gone. Immutable, thread-safe.
 */
public final class NameTables {

    private static final int NO_CODE = 0;

    /** Of no pack: every index is unknown. */
    static final NameTables NONE = new NameTables(new Names(
            "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), NO_CODE));

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Where a rule is written. */
    public record Rule(String name, String file, int line) {}

    /** An attribute of the schema, by slot. */
    record Slot(String name, String scope, String type, boolean personal) {}

    /**
     * As stored. Tables of an engine before there were texts have neither those nor a code.
     *
     * @param texts what rules give as constants, so that records need not hold them
     * @param code stands for just these tables in records
     */
    record Names(
            String version,
            List<String> reasons,
            List<String> placements,
            List<String> actions,
            List<String> fragments,
            List<Rule> rules,
            List<Slot> attributes,
            List<String> contactPolicies,
            List<String> holdouts,
            List<String> purposes,
            @Nullable List<String> texts,
            @Nullable Integer code) {

        Names withCode(int itsCode) {
            return new Names(
                    version,
                    reasons,
                    placements,
                    actions,
                    fragments,
                    rules,
                    attributes,
                    contactPolicies,
                    holdouts,
                    purposes,
                    texts,
                    itsCode);
        }
    }

    private final Names names;
    private final int code;
    private final List<String> texts;
    private final Map<String, Integer> fragmentIndexes = new HashMap<>();
    private final Map<String, Integer> textIndexes = new HashMap<>();
    private final boolean[] personal;

    private NameTables(Names names) {
        this.names = names;
        code = names.code == null ? codeOf(names.version) : names.code;
        texts = names.texts == null ? List.of() : names.texts;
        for (String fragment : names.fragments) {
            fragmentIndexes.put(fragment, fragmentIndexes.size());
        }
        for (String text : texts) {
            textIndexes.put(text, textIndexes.size());
        }
        personal = new boolean[names.attributes.size()];
        for (int slot = 0; slot < personal.length; slot++) {
            personal[slot] = names.attributes.get(slot).personal;
        }
    }

    /**
     * The tables of a pack.
     *
     * @param version as in {@code Pack.version()}
     * @param rules by index
     * @param texts what rules give as constants for reasons, each once
     * @param reasons the names of all reasons, by the number that records use
     */
    public static NameTables of(
            String version,
            Schema schema,
            Catalogue catalogue,
            List<Rule> rules,
            List<String> texts,
            List<String> reasons) {
        Names names = new Names(
                version,
                List.copyOf(reasons),
                catalogue.placements().stream().map(Placement::id).toList(),
                catalogue.actions().stream().map(Action::id).toList(),
                fragments(catalogue),
                List.copyOf(rules),
                schema.attributes().stream()
                        .map(a -> new Slot(a.name(), a.scope().word(), a.type().word(), a.personal()))
                        .toList(),
                catalogue.contactPolicies().stream().map(ContactPolicy::id).toList(),
                catalogue.holdouts().stream().map(Holdout::id).toList(),
                catalogue.purposes().stream().map(Purpose::id).toList(),
                List.copyOf(texts),
                NO_CODE);
        return new NameTables(names.withCode(codeOf(json(names))));
    }

    private static List<String> fragments(Catalogue catalogue) {
        Set<String> fragments = new LinkedHashSet<>();
        catalogue.placements().forEach(placement -> fragments.add(placement.fallback()));
        for (Action action : catalogue.actions()) {
            action.treatments().stream().map(Treatment::fragment).forEach(fragments::add);
        }
        return new ArrayList<>(fragments);
    }

    /** @throws UncheckedIOException when it is not what {@link #toJson()} writes */
    static NameTables ofJson(byte[] json) {
        try {
            return new NameTables(MAPPER.readValue(json, Names.class));
        } catch (IOException | RuntimeException damaged) {
            throw new UncheckedIOException(new IOException("not a table of names", damaged));
        }
    }

    byte[] toJson() {
        return json(names);
    }

    private static byte[] json(Names names) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(names);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Of tables that were kept before they had a code of their own. */
    static int codeOf(String version) {
        return codeOf(version.getBytes(StandardCharsets.UTF_8));
    }

    private static int codeOf(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    public String version() {
        return names.version;
    }

    /**
     * Stands for these tables in records: another engine may have other tables of the same version, and an index must
     * never come to mean something else.
     */
    public int code() {
        return code;
    }

    /** Names of reasons, by the number that records use. */
    public List<String> reasons() {
        return names.reasons;
    }

    /** The index of a fragment id, or -1. */
    int fragment(String id) {
        Integer index = fragmentIndexes.get(id);
        return index == null ? -1 : index;
    }

    /** The index of a text that rules give as a constant, or -1. */
    int indexOfText(String text) {
        Integer index = textIndexes.get(text);
        return index == null ? -1 : index;
    }

    @Nullable
    String text(int index) {
        return at(texts, index);
    }

    boolean isPersonal(int slot) {
        return slot >= 0 && slot < personal.length && personal[slot];
    }

    boolean isPersonal(String attribute) {
        return names.attributes.stream().anyMatch(slot -> slot.personal && slot.name.equals(attribute));
    }

    @Nullable
    String placementId(int index) {
        return at(names.placements, index);
    }

    @Nullable
    String actionId(int index) {
        return at(names.actions, index);
    }

    @Nullable
    String fragmentId(int index) {
        return at(names.fragments, index);
    }

    @Nullable
    String reason(int index) {
        return at(names.reasons, index);
    }

    @Nullable
    Rule rule(int index) {
        return at(names.rules, index);
    }

    @Nullable
    Slot attribute(int slot) {
        return at(names.attributes, slot);
    }

    @Nullable
    String contactPolicyId(int index) {
        return at(names.contactPolicies, index);
    }

    @Nullable
    String holdoutId(int index) {
        return at(names.holdouts, index);
    }

    @Nullable
    String purposeId(int index) {
        return at(names.purposes, index);
    }

    private static <T> @Nullable T at(List<T> list, int index) {
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }
}
