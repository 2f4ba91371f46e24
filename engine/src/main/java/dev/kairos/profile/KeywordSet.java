package dev.kairos.profile;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A set of keywords as it lies in a view's buffer: asking it for one allocates nothing. Valid as long as the record. */
final class KeywordSet extends AbstractSet<String> {

    private final Dictionary dictionary;
    private byte[] record = new byte[0];
    private int offset;
    private int count;

    KeywordSet(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    KeywordSet wrap(byte[] bytes, int at, int size) {
        record = bytes;
        offset = at;
        count = size;
        return this;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public boolean contains(@Nullable Object word) {
        for (int i = 0; i < count; i++) {
            if (word(i).equals(word)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Iterator<String> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public String next() {
                if (next >= count) {
                    throw new NoSuchElementException();
                }
                return word(next++);
            }
        };
    }

    private String word(int index) {
        return dictionary.word(RecordFormat.getInt(record, offset + 4 * index));
    }
}
