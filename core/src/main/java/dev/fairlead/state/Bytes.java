package dev.fairlead.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in bytes: little-endian ones of a fixed length, and whole numbers of 7 bits a byte, the lowest first, where all but the last
 * byte have the high bit set (LEB128). Signed ones of these are folded first: 0, −1, 1, −2 become 0, 1, 2, 3.
 */
final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static short getShort(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at);
    }

    static void putShort(byte[] bytes, int at, short value) {
        SHORT.set(bytes, at, value);
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    static float getFloat(byte[] bytes, int at) {
        return Float.intBitsToFloat(getInt(bytes, at));
    }

    static void putFloat(byte[] bytes, int at, float value) {
        putInt(bytes, at, Float.floatToRawIntBits(value));
    }

    /** Where the number that begins here ends. */
    static int end(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] < 0) {
            end++;
        }
        return end + 1;
    }

    static long get(byte[] bytes, int at) {
        long value = bytes[at];
        if (value >= 0) {
            return value;
        }
        value &= 0x7f;
        int next = at;
        int shift = 7;
        byte more;
        do {
            more = bytes[++next];
            value |= (long) (more & 0x7f) << shift;
            shift += 7;
        } while (more < 0);
        return value;
    }

    /** @return where it ends */
    static int put(byte[] bytes, int at, long value) {
        int end = at;
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes[end++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[end++] = (byte) left;
        return end;
    }

    static long fold(long signed) {
        return (signed << 1) ^ (signed >> 63);
    }

    static long unfold(long folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }
}
