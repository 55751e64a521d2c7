package dev.fairlead.log;

import java.util.Arrays;

/** A {@link Position} that moves with the events as they are applied. Not thread-safe. */
public final class Cursor {
    private long[] offsets = new long[1];

    /** Moves past an event. @throws IllegalStateException if it was passed already */
    public void advance(Logged logged) {
        advance(logged.partition(), logged.offset());
    }

    /** Moves past the event at a place. @throws IllegalStateException if it was passed already */
    public void advance(int partition, long offset) {
        if (partition >= offsets.length) {
            offsets = Arrays.copyOf(offsets, partition + 1);
        }
        if (offset <= offsets[partition]) {
            throw new IllegalStateException("the event at offset " + offset + " of partition " + partition
                    + " was applied already; the state is at " + position());
        }
        offsets[partition] = offset;
    }

    /** Moves to a position from the start. @throws IllegalStateException if this is not at the start */
    public void moveTo(Position position) {
        if (!position().equals(Position.START)) {
            throw new IllegalStateException("the state is at " + position() + ", not at the start of the log");
        }
        offsets = Arrays.copyOf(offsets, Math.max(1, position.partitions()));
        for (int partition = 0; partition < offsets.length; partition++) {
            offsets[partition] = position.offset(partition);
        }
    }

    public Position position() {
        Position position = Position.START;
        for (int partition = 0; partition < offsets.length; partition++) {
            position = position.with(partition, offsets[partition]);
        }
        return position;
    }
}
