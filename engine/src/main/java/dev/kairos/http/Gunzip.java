package dev.kairos.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks gzipped bodies, up to a limit on what they unpack to. */
final class Gunzip {

    private static final Problem CORRUPT = Problem.unreadable("The body is not whole, valid gzip.");
    private static final int CHUNK = 8192;

    private Gunzip() {}

    /** @throws Problem 400 when it is not gzip, 413 when it unpacks to more than {@code maxBytes} */
    static byte[] unpack(byte[] packed, int offset, int length, int maxBytes) {
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream(Math.min(maxBytes, 4 * length + 64));
        byte[] chunk = new byte[CHUNK];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed, offset, length), CHUNK)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (unpacked.size() + read > maxBytes) {
                    throw Problem.tooLarge("The body unpacks to more than " + maxBytes + " bytes.");
                }
                unpacked.write(chunk, 0, read);
            }
        } catch (IOException notGzip) {
            throw CORRUPT;
        }
        return unpacked.toByteArray();
    }
}
