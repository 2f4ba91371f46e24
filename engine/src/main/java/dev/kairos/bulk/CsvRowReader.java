package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.ProfileKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the fields of one row into a change. One thread. */
final class CsvRowReader {

    private final Columns columns;
    private final Column[] byPlace;
    private final LoadOptions options;
    private final Instant now;
    private final TextValues values;
    private final int ownNumber;

    CsvRowReader(Columns columns, LoadOptions options, TextValues values) {
        this.columns = columns;
        this.byPlace = columns.columns.toArray(Column[]::new);
        this.options = options;
        this.now = options.clock().instant();
        this.values = values;
        this.ownNumber = columns.header.indexOf(Column.OWN_ROW);
    }

    /** The number that the row had in the first file it was in. */
    String numberOf(CsvRecord record, long number) {
        return ownNumber >= 0 && ownNumber < record.getFieldCount()
                ? record.getField(ownNumber).strip()
                : Long.toString(number);
    }

    Parsed<Change> read(CsvRecord record, long number) {
        if (record.getFieldCount() != byPlace.length) {
            return new Parsed.Bad<>(List.of(miscounted(record)));
        }
        ProfileDraft draft = new ProfileDraft();
        List<InputMistake> mistakes = new ArrayList<>(0);
        for (int i = 0; i < byPlace.length; i++) {
            Object unfit = take(byPlace[i], record.getField(i), draft);
            if (unfit instanceof Unfit wrong) {
                mistakes.add(new InputMistake(byPlace[i].title(), wrong.message(), wrong.hint()));
            }
        }
        String id = columns.id < 0
                ? numberOf(record, number)
                : record.getField(columns.id).strip();
        Unfit unfit = Texts.unfitId(id);
        if (unfit != null) {
            String title = columns.id < 0 ? Column.OWN_ROW : byPlace[columns.id].title();
            mistakes.add(new InputMistake(title, unfit.message(), unfit.hint()));
        }
        return mistakes.isEmpty() ? new Parsed.Good<>(change(id, draft)) : new Parsed.Bad<>(mistakes);
    }

    private Change change(String id, ProfileDraft draft) {
        ProfileKey key = new ProfileKey(options.kind(), id);
        return options.replace() ? draft.replacing(key) : draft.merging(key);
    }

    private InputMistake miscounted(CsvRecord record) {
        long lines = 1
                + record.getFields().stream()
                        .flatMapToInt(String::chars)
                        .filter(c -> c == '\n')
                        .count();
        String hint = lines == 1 ? null : "it goes on for " + lines + " lines: is a quote not closed?";
        return new InputMistake(
                "", "the row has " + record.getFieldCount() + " fields, and the header " + byPlace.length, hint);
    }

    /** Null, or what is wrong with the cell. */
    private @Nullable Object take(Column column, String cell, ProfileDraft draft) {
        return switch (column.use()) {
            case ID, ATTRIBUTE -> takeAttribute(column, cell, draft);
            case HOUSEHOLD -> takeHousehold(cell.strip(), draft);
            case COMPANY -> takeCompany(cell.strip(), draft);
            case ANONYMOUS_ID -> takeAnonymousId(cell.strip(), draft);
            case CONSENT -> takeConsent(column, cell.strip(), draft);
            case ROW_NUMBER, IGNORED -> null;
        };
    }

    private @Nullable Object takeAttribute(Column column, String cell, ProfileDraft draft) {
        if (column.attribute() == null) {
            return null;
        }
        Object value = values.read(column.attribute(), cell);
        if (value instanceof Unfit) {
            return value;
        }
        if (value == null) {
            draft.removed.add(column.attribute().name());
        } else {
            draft.attributes.put(column.attribute().name(), value);
        }
        return null;
    }

    private static @Nullable Object takeHousehold(String id, ProfileDraft draft) {
        if (id.isEmpty()) {
            draft.removed.add(Change.Merge.HOUSEHOLD);
            return null;
        }
        draft.household = id;
        return Texts.unfitId(id);
    }

    private static @Nullable Object takeCompany(String id, ProfileDraft draft) {
        if (id.isEmpty()) {
            draft.removed.add(Change.Merge.COMPANY);
            return null;
        }
        draft.company = id;
        return Texts.unfitId(id);
    }

    private static @Nullable Object takeAnonymousId(String id, ProfileDraft draft) {
        if (id.isEmpty()) {
            return null;
        }
        draft.anonymousIds.add(id);
        return Texts.unfitId(id);
    }

    private @Nullable Object takeConsent(Column column, String cell, ProfileDraft draft) {
        if (cell.isEmpty()) {
            return null;
        }
        Object granted = TextValues.bool(cell);
        if (granted instanceof Unfit) {
            return granted;
        }
        draft.consent.put(column.purpose(), new Consent((Boolean) granted, now));
        return null;
    }

    /** The cell's value for its attribute, null when empty, or an {@link Unfit}. */
    @Nullable
    Object value(Column column, String cell) {
        return column.attribute() == null ? null : values.read(column.attribute(), cell);
    }
}
