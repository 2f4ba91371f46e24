package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file with a header: separator {@code , ; tab} or {@code |} as the file has it, quotes as in RFC 4180,
 * any mixture of line ends. Empty lines are no rows. One thread.
 */
final class CsvRows implements Rows {

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final char separator;
    private final Columns columns;
    private final CsvRowReader rowReader;
    private long number;
    private long line;

    CsvRows(Utf8Reader in, LoadOptions options, KnownNames names) throws IOException {
        separator = Separator.of(in.peek());
        reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .ignoreDifferentFieldCount(true)
                .ofCsvRecord(in);
        records = reader.iterator();
        CsvRecord header = read();
        columns = new Columns(header == null ? List.of() : stripped(header), names, options);
        rowReader = new CsvRowReader(columns, options, new TextValues(separator == '|' ? ';' : '|'));
    }

    private static List<String> stripped(CsvRecord header) {
        return header.getFields().stream().map(String::strip).toList();
    }

    private @Nullable CsvRecord read() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new IOException("cannot be read on after line " + line + ": " + plain(e), e);
        }
    }

    private static String plain(CsvParseException e) {
        Throwable first = e.getCause() == null ? e : e.getCause();
        return "a row or a field is longer than can be read; is a quote not closed? (" + first.getMessage() + ")";
    }

    @Override
    public @Nullable Row next() throws IOException {
        CsvRecord record = read();
        if (record == null) {
            return null;
        }
        number++;
        line = record.getStartingLineNumber();
        return new Row(number, line, record, rowReader.read(record, number));
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
        List<String> titles = new ArrayList<>(List.of(Column.OWN_ROW, Column.OWN_LINE, Column.OWN_REASON));
        titles.addAll(withoutOwn(columns.header));
        write(out, titles);
    }

    @Override
    public void reject(OutputStream out, Row row, String reason) throws IOException {
        CsvRecord record = (CsvRecord) row.original();
        List<String> fields = new ArrayList<>();
        fields.add(rowReader.numberOf(record, row.number()));
        fields.add(Long.toString(row.line()));
        fields.add(reason);
        fields.addAll(withoutOwn(record.getFields()));
        write(out, fields);
    }

    /** A rejects file that is rejected in part again gets no second set of these columns. */
    private List<String> withoutOwn(List<String> fields) {
        List<String> kept = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            if (i >= columns.header.size() || !columns.header.get(i).startsWith(Column.OWN)) {
                kept.add(fields.get(i));
            }
        }
        return kept;
    }

    private void write(OutputStream out, List<String> fields) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.LF)
                .build(text)) {
            csv.writeRecord(fields);
        }
        out.write(Utf8Reader.encode(text.toString()));
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }
}
