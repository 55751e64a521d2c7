package dev.fairlead.sqlite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A row of the log's table: events that follow one another, each as the distance of its offset to the block's first, its key (8 bytes), its
 * length, and its body. Distance and length are LEB128 numbers, keys little-endian.
 */
final class Block {
    /** A block takes no further event from this many bytes on. */
    static final int FULL = 128 << 10;

    /** Gets the events of a block in their order. */
    interface Visitor {
        /**
         * @param bytes holds the event's body from {@code from} on, {@code length} bytes
         * @return whether to go on
         */
        boolean event(long offset, long key, byte[] bytes, int from, int length);
    }

    private final long first;
    private long last;
    private ByteBuffer out = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);

    /** An empty block. @param first offset of its first event */
    Block(long first) {
        this.first = first;
        this.last = first - 1;
    }

    void add(long offset, long key, byte[] bytes, int from, int length) {
        int most = 10 + Long.BYTES + 5 + length;
        if (out.remaining() < most) {
            out = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + most))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(out.flip());
        }
        number(offset - first);
        out.putLong(key);
        number(length);
        out.put(bytes, from, length);
        last = offset;
    }

    private void number(long value) {
        long left = value;
        for (; left > 0x7f; left >>>= 7) {
            out.put((byte) (left | 0x80));
        }
        out.put((byte) left);
    }

    long first() {
        return first;
    }

    /** Offset of the last event. */
    long last() {
        return last;
    }

    boolean full() {
        return out.position() >= FULL;
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    /** @return whether the visitor wants the next block too */
    static boolean read(long first, byte[] bytes, Visitor visitor) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long offset = first + number(in);
            long key = in.getLong();
            int length = (int) number(in);
            if (!visitor.event(offset, key, bytes, in.position(), length)) {
                return false;
            }
            in.position(in.position() + length);
        }
        return true;
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
