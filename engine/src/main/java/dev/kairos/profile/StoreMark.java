package dev.kairos.profile;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory-mapped mark of how far a store has got, exact also after the process was killed. Two places are written in
 * turn, each with a check word put last, so that one of them is always whole; the newer whole one counts. One thread.
 */
final class StoreMark {

    private static final int FILE_BYTES = 4_096;
    /** A cache line each, and one between them. */
    private static final int PLACE_BYTES = 128;

    private static final int CHECK = StoreState.BYTES;

    private final MappedByteBuffer mapped;
    private final StoreState state = new StoreState();
    private int place;
    private boolean found;

    private StoreMark(MappedByteBuffer mapped) {
        this.mapped = mapped;
        StoreState other = new StoreState();
        boolean first = read(0, state);
        boolean second = read(PLACE_BYTES, other);
        found = first || second;
        if (second && (!first || isNewer(other, state))) {
            state.set(other);
            place = PLACE_BYTES;
        }
    }

    static StoreMark open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // The mapping outlives the channel.
            return new StoreMark(channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES));
        }
    }

    /** Whether there was one in the file; else all is 0. */
    boolean isFound() {
        return found;
    }

    /** What it says; not to be changed other than by {@link #set}. */
    StoreState state() {
        return state;
    }

    void set(StoreState next) {
        state.set(next);
        write();
    }

    /** The cheap way on: nothing but the position changes. */
    void skipTo(long position) {
        state.position = position;
        write();
    }

    /** Asks the disk, too, to have it. */
    void force() {
        mapped.force();
    }

    private void write() {
        place ^= PLACE_BYTES;
        mapped.putLong(place + CHECK, 0);
        VarHandle.storeStoreFence();
        mapped.position(place);
        state.writeTo(mapped);
        VarHandle.storeStoreFence();
        mapped.putLong(place + CHECK, check(place));
        found = true;
    }

    private boolean read(int at, StoreState into) {
        mapped.position(at);
        into.readFrom(mapped);
        if (mapped.getLong(at + CHECK) == check(at)) {
            return true;
        }
        into.set(new StoreState());
        return false;
    }

    private long check(int at) {
        long check = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < CHECK; i += Long.BYTES) {
            check = (check ^ mapped.getLong(at + i)) * 0xFF51AFD7ED558CCDL;
            check ^= check >>> 32;
        }
        return check;
    }

    private static boolean isNewer(StoreState one, StoreState other) {
        return one.sequence != other.sequence ? one.sequence > other.sequence : one.position > other.position;
    }
}
