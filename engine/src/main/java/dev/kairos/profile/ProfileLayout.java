package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.List;

/**
 * How the profiles of one schema are written, and how those of the layouts before it are read: attributes are found by
 * name, so adding, removing and reordering them keeps the rest. Immutable to its users; any thread.
 */
public final class ProfileLayout {

    private static final Scope[] SCOPES = Scope.values();
    private static final int EXPECTED_EXTRAS = 64;
    private static final int EXPECTED_TEXT = 20;
    private static final int EXPECTED_KEYWORDS = 12;
    private static final int EXPECTED_STEP = 48;

    private final Schema schema;
    private final LayoutVersion written;
    private final LayoutHistory history;
    private final Dictionary dictionary;
    private final Counters counters;
    private final WordCodes journeys;
    private volatile Plan[][] plans = new Plan[0][];

    ProfileLayout(Schema schema, LayoutVersion written, LayoutHistory history, Dictionary dictionary) {
        this.schema = schema;
        this.written = written;
        this.history = history;
        this.dictionary = dictionary;
        this.counters = new Counters(schema, dictionary);
        this.journeys =
                new WordCodes(schema.journeys().stream().map(Journey::name).toList(), dictionary);
    }

    /** A layout without a store, for tests and tools: what it encodes, only it decodes. */
    public static ProfileLayout of(Schema schema) {
        LayoutHistory history = new LayoutHistory();
        return new ProfileLayout(schema, history.adopt(schema), history, Dictionary.inMemory());
    }

    /** Counts up with every schema of another shape that the store has seen, from 1. */
    public int version() {
        return written.version();
    }

    public Schema schema() {
        return schema;
    }

    /** An empty view for one thread to read into, again and again. */
    public ProfileView newView(Kind kind) {
        return new ProfileView(this, kind);
    }

    /**
     * The profile as a record, for {@link ProfileView#wrap}; not for use on the layout of an open store, which has one
     * writer.
     *
     * @throws IllegalArgumentException for data that a store would refuse, with the reason
     */
    public byte[] encode(Kind kind, ProfileData data) {
        RecordEncoder encoder = new RecordEncoder(RecordFormat.MAX_BYTES);
        WriteResult refused = ProfileCheck.refusal(this, kind, data);
        if (refused == null) {
            FacetDraft draft = new FacetDraft(this, kind);
            draft.load(null, Completion.NONE);
            Replacing.replace(draft, data, 0);
            Replacing.setHistory(draft, data.history());
            Membership ids = new Membership(data.ids().anonymous(), data.ids().users(), List.of(), false);
            refused = encoder.encode(draft, ids);
        }
        if (refused != null) {
            throw new IllegalArgumentException(refused.message());
        }
        return encoder.copy();
    }

    /** A record as plain objects. */
    ProfileData decode(Kind kind, byte[] record, int offset, int length) {
        ProfileView view = new ProfileView(this, kind, length);
        view.wrap("", record, offset, length);
        return RecordDecoder.decode(view);
    }

    /**
     * What a person's record is likely to have, with some ids, consent and contacts. Too small a guess costs more than one
     * too large: a map's segment that is full gets another piece, and each look-up then goes from piece to piece, while
     * room that is not used takes none on the disk.
     */
    int expectedRecordBytes() {
        Shape person = shape(Scope.PERSON);
        int bytes = person.fixedBytes() + EXPECTED_EXTRAS;
        for (int i = 0; i < person.size(); i++) {
            bytes += person.type(i) == AttributeType.TEXT ? EXPECTED_TEXT : 0;
            bytes += person.type(i) == AttributeType.KEYWORDS ? EXPECTED_KEYWORDS : 0;
        }
        return bytes + expectedHistoryBytes();
    }

    /** Half of the counters, and of the path a quarter: few customers come often. */
    private int expectedHistoryBytes() {
        int windows = 0;
        for (int i = 0; i < counters.size(); i++) {
            windows += Part.WINDOW_HEAD_BYTES + counters.window(i).bytes();
        }
        int states = schema.journeys().size() * Part.JOURNEY_BYTES;
        return windows / 2 + states + schema.path().length() * EXPECTED_STEP / 4;
    }

    Shape shape(Scope scope) {
        return written.shape(scope);
    }

    Counters counters() {
        return counters;
    }

    /** The codes of the journeys' names, by their place in the schema. */
    WordCodes journeys() {
        return journeys;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /** The place of an attribute among those of its scope; -1 when there is no such one. */
    int indexOf(Scope scope, String name) {
        Attribute attribute = schema.attribute(name);
        return attribute == null || attribute.scope() != scope ? -1 : schema.slot(name) - schema.firstSlot(scope);
    }

    /** How to read a record of that version. */
    Plan plan(Scope scope, int version) {
        Plan[][] known = plans;
        if (version > 0 && version <= known.length) {
            return known[version - 1][scope.ordinal()];
        }
        return planLater(scope, version);
    }

    private synchronized Plan planLater(Scope scope, int version) {
        var versions = history.versions();
        if (version < 1 || version > versions.size()) {
            throw new StoreException(
                    "a profile was written under layout " + version + ", but the store knows only 1 to "
                            + versions.size() + ": its file 'layouts' does not belong to it");
        }
        Plan[][] all = new Plan[versions.size()][SCOPES.length];
        for (LayoutVersion stored : versions) {
            for (Scope any : SCOPES) {
                all[stored.version() - 1][any.ordinal()] = new Plan(written, stored, any, versions);
            }
        }
        plans = all;
        return all[version - 1][scope.ordinal()];
    }
}
