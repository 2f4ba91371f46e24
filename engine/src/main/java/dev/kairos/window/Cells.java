package dev.kairos.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a cell, little-endian on every machine: the same journal gives the same bytes everywhere. */
final class Cells {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Cells() {}

    static long getLong(byte[] cells, int at) {
        return (long) LONG.get(cells, at);
    }

    static void putLong(byte[] cells, int at, long value) {
        LONG.set(cells, at, value);
    }

    static int getInt(byte[] cells, int at) {
        return (int) INT.get(cells, at);
    }

    static void putInt(byte[] cells, int at, int value) {
        INT.set(cells, at, value);
    }

    static int getUnsignedShort(byte[] cells, int at) {
        return (short) SHORT.get(cells, at) & 0xFFFF;
    }

    static void putShort(byte[] cells, int at, int value) {
        SHORT.set(cells, at, (short) value);
    }
}
