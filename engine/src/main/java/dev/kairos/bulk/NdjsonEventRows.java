package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of the Segment family, one a line; lines that begin with {@code #} are passed over. One thread. */
final class NdjsonEventRows implements EventRows {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST = 32 * 1024;

    private final ByteLines lines;
    private final RowIds ids = new RowIds("file-", List.of());
    private long number;

    NdjsonEventRows(InputStream in) {
        lines = new ByteLines(in);
    }

    @Override
    public @Nullable String refusal() {
        return null;
    }

    @Override
    public @Nullable EventRow next() throws IOException {
        while (lines.next()) {
            if (!NdjsonRows.isBlankOrComment(lines)) {
                number++;
                return row(lines.copy());
            }
        }
        return null;
    }

    private EventRow row(byte[] line) {
        if (line.length > LONGEST) {
            return bad(line, "the line is longer than " + LONGEST + " bytes");
        }
        try (JsonParser json = JSON.createParser(line)) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return bad(line, "is no JSON object");
            }
            int inside = (int) json.currentLocation().getByteOffset();
            boolean isEmpty = true;
            boolean hasId = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                isEmpty = false;
                hasId |= json.currentName().equals("messageId");
                json.nextToken();
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                return bad(line, "something follows the JSON object");
            }
            byte[] event = hasId || isEmpty ? line : withId(line, inside);
            return new EventRow(number, lines.number(), line, event, null);
        } catch (CharacterCodingException notUtf8) {
            return bad(line, "is not UTF-8");
        } catch (IOException malformed) {
            return bad(line, JsonTrouble.in(malformed).message());
        }
    }

    private EventRow bad(byte[] line, String wrong) {
        return new EventRow(number, lines.number(), line, null, wrong);
    }

    /** With a message id before all else, made of the line and its number. */
    private byte[] withId(byte[] line, int inside) {
        String member = "\"messageId\":\"" + ids.of(line, Long.toString(number)) + "\",";
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + member.length());
        out.write(line, 0, inside);
        out.writeBytes(member.getBytes(StandardCharsets.UTF_8));
        out.write(line, inside, line.length - inside);
        return out.toByteArray();
    }

    @Override
    public void beginRejects(OutputStream out) {
        // Each row comes with its own comment.
    }

    @Override
    public void reject(OutputStream out, EventRow row, String reason) throws IOException {
        NdjsonRows.reject(out, row.line(), (byte[]) row.original(), reason);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
