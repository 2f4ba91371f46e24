package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Profiles in the rows of a {@link CsvTable}. One thread. */
final class CsvRows implements Rows {

    private final CsvTable table;
    private final Columns columns;
    private final CsvRowReader rowReader;

    CsvRows(Utf8Reader in, LoadOptions options, KnownNames names) throws IOException {
        table = new CsvTable(in);
        columns = new Columns(table.header(), names, options);
        rowReader = new CsvRowReader(columns, options, new TextValues(table.separator() == '|' ? ';' : '|'));
    }

    @Override
    public @Nullable Row next() throws IOException {
        CsvRecord record = table.next();
        return record == null
                ? null
                : new Row(table.number(), table.line(), record, rowReader.read(record, table.number()));
    }

    @Override
    public Suitability check(List<Row> sample) {
        List<String> notes = new ArrayList<>(columns.notes);
        List<String> refusals = new ArrayList<>(columns.refusals);
        if (columns.header.isEmpty()) {
            refusals.clear();
            refusals.add("the file is empty: not even a header");
        }
        if (refusals.isEmpty()) {
            List<CsvRecord> records =
                    sample.stream().map(row -> (CsvRecord) row.original()).toList();
            new TypeCheck(columns, rowReader).check(records, notes, refusals);
        }
        return new Suitability(notes, refusals);
    }

    @Override
    public void beginRejects(OutputStream out) throws IOException {
        table.beginRejects(out);
    }

    @Override
    public void reject(OutputStream out, Row row, String reason) throws IOException {
        CsvRecord record = (CsvRecord) row.original();
        table.reject(out, record, List.of(rowReader.numberOf(record, row.number()), "" + row.line(), reason));
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
