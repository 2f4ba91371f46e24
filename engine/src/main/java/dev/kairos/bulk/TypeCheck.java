package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the first rows of a CSV file look like against what the schema says, before anything is loaded. A column
 * most of whose values cannot be read is a mistake about the column, not about its rows, and the file is refused.
 */
final class TypeCheck {

    /** From so many values on a column is judged as a whole. */
    private static final int ENOUGH = 10;

    /** Narrowest first: what all values of a column fit is what it looks like. */
    private static final List<AttributeType> NARROWEST_FIRST = List.of(
            AttributeType.BOOLEAN,
            AttributeType.INT,
            AttributeType.LONG,
            AttributeType.DECIMAL,
            AttributeType.INSTANT,
            AttributeType.KEYWORD);

    private final Columns columns;
    private final CsvRowReader rowReader;

    TypeCheck(Columns columns, CsvRowReader rowReader) {
        this.columns = columns;
        this.rowReader = rowReader;
    }

    void check(List<CsvRecord> sample, List<String> notes, List<String> refusals) {
        int miscounted = 0;
        for (CsvRecord record : sample) {
            miscounted += record.getFieldCount() == columns.header.size() ? 0 : 1;
        }
        if (sample.size() >= ENOUGH && miscounted > sample.size() / 2) {
            refusals.add(miscounted + " of the first " + sample.size() + " rows do not have the "
                    + columns.header.size() + " fields of the header: is the first line the header?");
            return;
        }
        for (int place = 0; place < columns.columns.size(); place++) {
            if (columns.columns.get(place).attribute() != null) {
                check(place, sample, notes, refusals);
            }
        }
    }

    private void check(int place, List<CsvRecord> sample, List<String> notes, List<String> refusals) {
        Column column = columns.columns.get(place);
        int given = 0;
        int bad = 0;
        Unfit first = null;
        for (CsvRecord record : sample) {
            String cell = cell(record, place);
            Object value = cell == null ? null : rowReader.value(column, cell);
            given += value == null ? 0 : 1;
            if (value instanceof Unfit unfit) {
                bad++;
                first = first == null ? unfit : first;
            }
        }
        if (first == null) {
            return;
        }
        String told = bad + " of the first " + given + " values of '" + column.title() + "' are not "
                + column.attribute().type().word() + ", as the schema has it: "
                + new InputMistake("", first.message(), first.hint());
        if (given >= ENOUGH && bad > given / 2) {
            refusals.add(told + "; they look like " + lookLike(place, sample).word());
        } else {
            notes.add(told);
        }
    }

    private @Nullable String cell(CsvRecord record, int place) {
        return record.getFieldCount() == columns.header.size() ? record.getField(place) : null;
    }

    private AttributeType lookLike(int place, List<CsvRecord> sample) {
        TextValues values = new TextValues('|');
        for (AttributeType type : NARROWEST_FIRST) {
            Attribute candidate = Attribute.of("candidate", Scope.PERSON, type);
            boolean fits = sample.stream()
                    .map(record -> cell(record, place))
                    .noneMatch(cell -> cell != null && values.read(candidate, cell) instanceof Unfit);
            if (fits) {
                return type;
            }
        }
        return AttributeType.TEXT;
    }
}
