package dev.kairos.bulk;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Message ids for rows of a file, the same whenever the file is loaded, so that loading it twice counts once. One
 * thread.
 */
final class RowIds {

    private final String prefix;
    private final List<Integer> places;
    private final MessageDigest digest;

    /** @param places of the fields that tell rows apart; none for all of them and the row's number */
    RowIds(String prefix, List<Integer> places) {
        this.prefix = prefix;
        this.places = List.copyOf(places);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    String of(CsvRecord record, String number) {
        if (places.isEmpty()) {
            record.getFields().forEach(this::add);
            add(number);
        } else {
            places.forEach(place -> add(record.getField(place).strip()));
        }
        return end();
    }

    String of(byte[] line, String number) {
        digest.update(line);
        add(number);
        return end();
    }

    private void add(String field) {
        digest.update(field.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private String end() {
        return prefix + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
