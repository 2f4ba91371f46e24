package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header: separator {@code , ; tab} or {@code |} as the file has it, quotes as in RFC 4180, any
 * mixture of line ends. Empty lines are no rows. One thread.
 */
final class CsvTable implements Closeable {

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final char separator;
    private final List<String> header;
    private long number;
    private long line;

    CsvTable(Utf8Reader in) throws IOException {
        separator = Separator.of(in.peek());
        reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .ignoreDifferentFieldCount(true)
                .ofCsvRecord(in);
        records = reader.iterator();
        CsvRecord first = read();
        header = first == null
                ? List.of()
                : first.getFields().stream().map(String::strip).toList();
    }

    /** Empty when the file is. */
    List<String> header() {
        return header;
    }

    char separator() {
        return separator;
    }

    /** The next row, or null at the end. */
    @Nullable
    CsvRecord next() throws IOException {
        CsvRecord record = read();
        if (record != null) {
            number++;
            line = record.getStartingLineNumber();
        }
        return record;
    }

    /** Of the last row among the rows, from 1. */
    long number() {
        return number;
    }

    /** Where the last row began, from 1. */
    long line() {
        return line;
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

    void beginRejects(OutputStream out) throws IOException {
        List<String> titles = new ArrayList<>(List.of(Column.OWN_ROW, Column.OWN_LINE, Column.OWN_REASON));
        titles.addAll(withoutOwn(header));
        write(out, titles);
    }

    /** @param own what stands in the columns that {@link #beginRejects} adds */
    void reject(OutputStream out, CsvRecord record, List<String> own) throws IOException {
        List<String> fields = new ArrayList<>(own);
        fields.addAll(withoutOwn(record.getFields()));
        write(out, fields);
    }

    /** A rejects file that is rejected in part again gets no second set of these columns. */
    private List<String> withoutOwn(List<String> fields) {
        List<String> kept = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            if (i >= header.size() || !header.get(i).startsWith(Column.OWN)) {
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
