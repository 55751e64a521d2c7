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

    /**
     * A number below 2^35 and how many bytes it has, in one: 16 × the number + the bytes. Who reads one number after the other does so in half
     * the time of {@link #get} and {@link #end}.
     */
    static long sized(byte[] bytes, int at) {
        long value = bytes[at];
        if (value >= 0) {
            return value << 4 | 1;
        }
        long next = bytes[at + 1];
        value = value & 0x7f | (next & 0x7f) << 7;
        if (next >= 0) {
            return value << 4 | 2;
        }
        next = bytes[at + 2];
        value |= (next & 0x7f) << 14;
        if (next >= 0) {
            return value << 4 | 3;
        }
        next = bytes[at + 3];
        value |= (next & 0x7f) << 21;
        return next >= 0 ? value << 4 | 4 : (value | (long) bytes[at + 4] << 28) << 4 | 5;
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

    /** Puts a number in the place of the one that begins here, if it takes as many bytes. @return whether it does */
    static boolean replace(byte[] bytes, int at, long value) {
        int length = (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
        boolean fits = at + length == end(bytes, at);
        if (fits) {
            put(bytes, at, value);
        }
        return fits;
    }

    static long fold(long signed) {
        return (signed << 1) ^ (signed >> 63);
    }

    static long unfold(long folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }
}
