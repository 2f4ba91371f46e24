package dev.kairos.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bodies of decide calls out of a file, one a line, sent as they are. */
final class GivenCalls {

    private static final int MOST = 100_000;
    private static final long MOST_CHARS = 64L << 20;

    private GivenCalls() {}

    /** @throws BenchException when there is no such file, or what it holds cannot be sent */
    static List<Call> read(Path file) {
        List<Call> calls = new ArrayList<>();
        long chars = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                if (!line.strip().startsWith("{") || !line.strip().endsWith("}")) {
                    throw new BenchException(
                            file + " holds a line that is no JSON object; one call is one line, this one begins with: "
                                    + line.substring(0, Math.min(60, line.length())));
                }
                calls.add(Call.fixed(CallKind.DECIDE, line.strip(), null));
                chars += line.length();
                if (calls.size() > MOST || chars > MOST_CHARS) {
                    throw new BenchException(file + " holds more than 100,000 calls or 64 MiB");
                }
            }
        } catch (NoSuchFileException e) {
            throw new BenchException("there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new BenchException(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new BenchException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (calls.isEmpty()) {
            throw new BenchException(file + " holds no call");
        }
        return calls;
    }
}
