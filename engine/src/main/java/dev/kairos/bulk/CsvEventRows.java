package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kairos.mistake.Nearest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events in the rows of a {@link CsvTable}, by a mapping of its columns. One thread. */
final class CsvEventRows implements EventRows {

    private final CsvTable table;
    private final @Nullable String refusal;
    private final CsvEventReader reader;
    private final int ownNumber;

    CsvEventRows(Utf8Reader in, EventMapping mapping) throws IOException {
        table = new CsvTable(in);
        refusal = refusal(table.header(), mapping);
        reader = new CsvEventReader(mapping, table.header());
        ownNumber = table.header().indexOf(Column.OWN_ROW);
    }

    private static @Nullable String refusal(List<String> header, EventMapping mapping) {
        if (header.isEmpty()) {
            return "the file is empty: not even a header";
        }
        for (String column : mapping.columns()) {
            if (!header.contains(column)) {
                String hint = Nearest.hint(column, header);
                return "there is no column '" + column + "'" + (hint == null ? "" : " (" + hint + ")");
            }
        }
        return null;
    }

    @Override
    public @Nullable String refusal() {
        return refusal;
    }

    @Override
    public @Nullable EventRow next() throws IOException {
        CsvRecord record = table.next();
        if (record == null) {
            return null;
        }
        if (record.getFieldCount() != table.header().size()) {
            String wrong = "the row has " + record.getFieldCount() + " fields, and the header "
                    + table.header().size();
            return new EventRow(table.number(), table.line(), record, null, wrong);
        }
        try {
            byte[] json = reader.read(record, numberOf(record));
            return new EventRow(table.number(), table.line(), record, json, null);
        } catch (CsvEventReader.UnfitCell unfit) {
            return new EventRow(table.number(), table.line(), record, null, unfit.getMessage());
        }
    }

    /** The number that the row had in the first file it was in. */
    private String numberOf(CsvRecord record) {
        return ownNumber >= 0 ? record.getField(ownNumber).strip() : Long.toString(table.number());
    }

    @Override
    public void beginRejects(OutputStream out) throws IOException {
        table.beginRejects(out);
    }

    @Override
    public void reject(OutputStream out, EventRow row, String reason) throws IOException {
        CsvRecord record = (CsvRecord) row.original();
        String number = ownNumber >= 0 && ownNumber < record.getFieldCount()
                ? record.getField(ownNumber).strip()
                : Long.toString(row.number());
        table.reject(out, record, List.of(number, Long.toString(row.line()), reason));
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
