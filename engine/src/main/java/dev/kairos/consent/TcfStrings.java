package dev.kairos.consent;

import com.iabtcf.decoder.TCString;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads consent strings of IAB's Transparency and Consent Framework, version 2. A customer sends the same string with
 * every call, and to read one takes microseconds, so that the last ones are kept: as many as there are places, each
 * string in the one place that its hash names. Any thread; does not block.
 */
final class TcfStrings {

    /** Longer than any that is in use: they grow with the vendors that they name, to a few thousand characters. */
    static final int MAX_CHARS = 16_384;

    private static final int PLACES = 1_024;
    /** Together {@link #PLACES} of these are 4 MiB. */
    private static final int MOST_KEPT_CHARS = 4_096;

    private static final int VERSION = 2;
    /**
     * 213 bits stand before the vendors: version, times, the consent manager, purposes. So many characters hold them,
     * and are all the evidence that there is for a purpose.
     */
    private static final int HEAD_CHARS = 36;

    private static final int MOST_PURPOSES = 24;

    private record Kept(String text, TcfReading reading) {}

    private final AtomicReferenceArray<@Nullable Kept> places = new AtomicReferenceArray<>(PLACES);

    /** Never fails: a string that is none is {@link TcfReading#UNREADABLE}. */
    TcfReading read(String text) {
        int place = spread(text.hashCode()) & PLACES - 1;
        Kept kept = places.get(place);
        if (kept != null && kept.text().equals(text)) {
            return kept.reading();
        }
        TcfReading reading = decode(text);
        if (text.length() <= MOST_KEPT_CHARS) {
            places.set(place, new Kept(text, reading));
        }
        return reading;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    private static TcfReading decode(String text) {
        int coreChars = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        if (text.length() > MAX_CHARS || coreChars < HEAD_CHARS || !isBase64(text)) {
            return TcfReading.UNREADABLE;
        }
        try {
            TCString decoded = TCString.decode(text);
            return decoded.getVersion() == VERSION ? read(decoded, text) : TcfReading.UNREADABLE;
        } catch (RuntimeException notReadable) {
            // The decoder says so with a dozen kinds of exception, some of them of the JDK.
            return TcfReading.UNREADABLE;
        }
    }

    private static TcfReading read(TCString decoded, String text) {
        int purposes = 0;
        for (int purpose = 1; purpose <= MOST_PURPOSES; purpose++) {
            if (decoded.getPurposesConsent().contains(purpose)) {
                purposes |= 1 << purpose;
            }
        }
        long updatedMs = decoded.getLastUpdated().toEpochMilli();
        return new TcfReading(true, purposes, updatedMs, "TCF " + text.substring(0, HEAD_CHARS));
    }

    private static boolean isBase64(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean good =
                    c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.".indexOf(c) >= 0;
            if (!good) {
                return false;
            }
        }
        return true;
    }
}
