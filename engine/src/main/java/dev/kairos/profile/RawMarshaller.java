package dev.kairos.profile;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.UnsafeMemory;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * Copies keys and records between the map's memory and a {@link Raw}, in one go. Its name is written into the header of
 * every store, so it stays where it is.
 */
@SuppressWarnings("rawtypes") // as the interfaces have it
final class RawMarshaller implements SizedReader<Raw>, SizedWriter<Raw> {

    RawMarshaller() {}

    @Override
    public Raw read(Bytes in, long size, @Nullable Raw using) {
        if (size > RecordFormat.MAX_BYTES) {
            // Before there is an array of such a length.
            throw new IllegalStateException("an entry of " + size + " bytes: the map of the profile store is damaged");
        }
        int count = (int) size;
        Raw into = using == null ? new Raw(count) : using;
        byte[] target = into.room(count);
        UnsafeMemory.INSTANCE.readBytes(in.addressForRead(in.readPosition(), count), target, 0, count);
        in.readSkip(count);
        into.length = count;
        return into;
    }

    @Override
    public long size(Raw toWrite) {
        return toWrite.length;
    }

    @Override
    public void write(Bytes out, long size, Raw toWrite) {
        out.write(toWrite.bytes, 0, toWrite.length);
    }

    @Override
    public void readMarshallable(WireIn wire) {
        // It has no state.
    }

    @Override
    public void writeMarshallable(WireOut wire) {
        // It has no state.
    }
}
