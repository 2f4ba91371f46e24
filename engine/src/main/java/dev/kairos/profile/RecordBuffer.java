package dev.kairos.profile;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record that is being written, with the words that it needs. What does not fit is left out and leaves a
 * refusal, so that one question at the end is enough. Reused; one thread.
 */
final class RecordBuffer {

    final byte[] bytes;
    int end;
    private Dictionary dictionary = Dictionary.inMemory();
    private @Nullable WriteResult refusal;

    RecordBuffer(int maxBytes) {
        bytes = new byte[maxBytes];
    }

    /** Begins a record: so many zeros. */
    void start(int fixedBytes, Dictionary words) {
        refusal = null;
        dictionary = words;
        end = 0;
        int start = reserve(fixedBytes);
        if (start >= 0) {
            Arrays.fill(bytes, start, end, (byte) 0);
        }
    }

    /** Null while all that was to be written is. */
    @Nullable
    WriteResult refusal() {
        return refusal;
    }

    /** Where so many more bytes begin, or -1 when the record has no room for them. */
    int reserve(int count) {
        if (count > bytes.length - end || refusal == WriteResult.TOO_LARGE) {
            refusal = WriteResult.TOO_LARGE;
            return -1;
        }
        int start = end;
        end += count;
        return start;
    }

    /** The word's code, a new one if need be. */
    int code(@Nullable String word) {
        if (word == null) {
            return -1;
        }
        int code = dictionary.codeOrAdd(word);
        if (code == Dictionary.FULL && refusal == null) {
            refusal = WriteResult.DICTIONARY_FULL;
        }
        return code;
    }

    void putByte(int value) {
        int at = reserve(1);
        if (at >= 0) {
            bytes[at] = (byte) value;
        }
    }

    void putShort(int value) {
        int at = reserve(2);
        if (at >= 0) {
            RecordFormat.putShort(bytes, at, value);
        }
    }

    void putInt(int value) {
        int at = reserve(4);
        if (at >= 0) {
            RecordFormat.putInt(bytes, at, value);
        }
    }

    void putLong(long value) {
        int at = reserve(8);
        if (at >= 0) {
            RecordFormat.putLong(bytes, at, value);
        }
    }

    void putBytes(byte[] source, int offset, int count) {
        int at = reserve(count);
        if (at >= 0) {
            System.arraycopy(source, offset, bytes, at, count);
        }
    }

    /** A u16 length and its bytes. */
    void putId(String id) {
        byte[] encoded = Utf8.encode(id);
        putShort(encoded.length);
        putBytes(encoded, 0, encoded.length);
    }

    void putIds(Collection<String> ids) {
        for (String id : ids) {
            putId(id);
        }
    }

    /** Begins a part and returns what {@link #finish} needs. */
    int begin(Part part) {
        putByte(part.tag());
        putShort(0);
        return end;
    }

    /** Ends the part; one without contents is taken back. */
    void finish(int start) {
        if (refusal != null) {
            return;
        }
        if (end == start) {
            end -= Part.HEAD_BYTES;
        } else if (end - start > 0xFFFF) {
            refusal = WriteResult.TOO_LARGE;
        } else {
            RecordFormat.putShort(bytes, start - 2, end - start);
        }
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, end);
    }
}
