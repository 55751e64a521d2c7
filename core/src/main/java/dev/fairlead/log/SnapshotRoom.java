package dev.fairlead.log;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Memory that a snapshot is taken down in, out of the collector's sight, which would copy it once more while everything stands still. It is
 * taken from the system before, so that it need not be while the states wait. One thread at a time.
 */
final class SnapshotRoom implements AutoCloseable {
    /** Length of a piece in bytes. */
    static final int PIECE = 1 << 20;

    private final Arena arena = Arena.ofShared();
    private final Queue<ByteBuffer> ready = new ArrayDeque<>();

    /**
     * Room for this many bytes about; more is found when it is needed.
     *
     * @throws OutOfMemoryError if the system has not so much
     */
    SnapshotRoom(long bytes) {
        try {
            for (long at = 0; at < bytes; at += PIECE) {
                ready.add(fresh());
            }
        } catch (OutOfMemoryError e) {
            close();
            throw e;
        }
    }

    /** A piece that is nobody's yet. @throws OutOfMemoryError if the system has none */
    ByteBuffer piece() {
        ByteBuffer piece = ready.poll();
        return piece == null ? fresh() : piece;
    }

    private ByteBuffer fresh() {
        return arena.allocate(PIECE).asByteBuffer();
    }

    /** Gives the memory back. Nothing is read or written in it any more. */
    @Override
    public void close() {
        arena.close();
    }
}
