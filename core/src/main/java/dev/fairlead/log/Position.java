package dev.fairlead.log;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How far a log was read: for each partition the offset of the last event read. Positions of one log are partially
 * ordered, since one may be ahead in one partition and behind in another. Immutable.
 *
 * <p>Offsets rise within a partition and may have gaps, so that a difference of two offsets bounds the number of events
 * between them and does not count them.
 */
public final class Position {
    /** Before the first event of every partition. */
    public static final Position START = new Position(new int[0], new long[0]);

    /** Partitions with an event that was read, rising, and the offset in each. */
    private final int[] partitions;

    private final long[] offsets;

    private Position(int[] partitions, long[] offsets) {
        this.partitions = partitions;
        this.offsets = offsets;
    }

    /** The position after the event at {@code offset} of partition 0, the only one of an embedded log; 0 is the start. */
    public static Position of(long offset) {
        return START.with(0, offset);
    }

    /** The offset of the last event read in a partition, 0 when none was. */
    public long offset(int partition) {
        int at = Arrays.binarySearch(partitions, partition);
        return at < 0 ? 0 : offsets[at];
    }

    /** One more than the highest partition of which an event was read. */
    int partitions() {
        return partitions.length == 0 ? 0 : partitions[partitions.length - 1] + 1;
    }

    /** The same position but for one partition. @throws IllegalArgumentException if either number is negative */
    public Position with(int partition, long offset) {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "no position has offset " + offset + " in partition " + partition + "; both are 0 or more");
        }
        int at = Arrays.binarySearch(partitions, partition);
        if (at >= 0) {
            return offset == 0 ? without(at) : replaced(at, offset);
        }
        return offset == 0 ? this : inserted(-at - 1, partition, offset);
    }

    private Position replaced(int at, long offset) {
        long[] other = offsets.clone();
        other[at] = offset;
        return new Position(partitions, other);
    }

    private Position inserted(int at, int partition, long offset) {
        int[] otherPartitions = new int[partitions.length + 1];
        long[] otherOffsets = new long[offsets.length + 1];
        System.arraycopy(partitions, 0, otherPartitions, 0, at);
        System.arraycopy(offsets, 0, otherOffsets, 0, at);
        otherPartitions[at] = partition;
        otherOffsets[at] = offset;
        System.arraycopy(partitions, at, otherPartitions, at + 1, partitions.length - at);
        System.arraycopy(offsets, at, otherOffsets, at + 1, offsets.length - at);
        return new Position(otherPartitions, otherOffsets);
    }

    private Position without(int at) {
        int[] otherPartitions = new int[partitions.length - 1];
        long[] otherOffsets = new long[offsets.length - 1];
        System.arraycopy(partitions, 0, otherPartitions, 0, at);
        System.arraycopy(offsets, 0, otherOffsets, 0, at);
        System.arraycopy(partitions, at + 1, otherPartitions, at, partitions.length - at - 1);
        System.arraycopy(offsets, at + 1, otherOffsets, at, offsets.length - at - 1);
        return new Position(otherPartitions, otherOffsets);
    }

    /** The position after one more event. */
    public Position after(Logged logged) {
        return with(logged.partition(), logged.offset());
    }

    /** Whether everything that was read at {@code other} was read here, too. Every position covers itself. */
    public boolean covers(Position other) {
        for (int i = 0; i < other.partitions.length; i++) {
            if (offset(other.partitions[i]) < other.offsets[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the event was read at this position. */
    public boolean covers(Logged logged) {
        return offset(logged.partition()) >= logged.offset();
    }

    /** The earliest position that covers both. */
    public Position max(Position other) {
        Position max = this;
        for (int i = 0; i < other.partitions.length; i++) {
            if (max.offset(other.partitions[i]) < other.offsets[i]) {
                max = max.with(other.partitions[i], other.offsets[i]);
            }
        }
        return max;
    }

    /** The latest position that both cover. */
    public Position min(Position other) {
        Position min = START;
        for (int i = 0; i < partitions.length; i++) {
            min = min.with(partitions[i], Math.min(offsets[i], other.offset(partitions[i])));
        }
        return min;
    }

    /** Sorts positions so that one which covers another comes after it. */
    public static final Comparator<Position> ORDER = Comparator.comparingLong(Position::total);

    /** The sum of the offsets: at least as many as the events up to here. It rises along any one reading of a log. */
    public long total() {
        return Arrays.stream(offsets).sum();
    }

    /** Most events that lie between this position and {@code end}; exact where offsets have no gaps. */
    public long lag(Position end) {
        long lag = 0;
        for (int i = 0; i < end.partitions.length; i++) {
            lag += Math.max(0, end.offsets[i] - offset(end.partitions[i]));
        }
        return lag;
    }

    /** "1234" when partition 0 is all that was read, "0:12,1:40" otherwise, "0" at the start. {@link #parse} reads it. */
    @Override
    public String toString() {
        if (partitions.length == 0) {
            return "0";
        }
        if (partitions.length == 1 && partitions[0] == 0) {
            return Long.toString(offsets[0]);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < partitions.length; i++) {
            text.append(i == 0 ? "" : ",").append(partitions[i]).append(':').append(offsets[i]);
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if the text is not one that {@link #toString} writes */
    public static Position parse(String text) {
        try {
            Position position = text.contains(":") ? several(text) : of(Long.parseLong(text));
            if (position.toString().equals(text)) {
                return position;
            }
        } catch (IllegalArgumentException _) {
            // Said below, with the whole text.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no position of a log; one looks like 1234, or 0:12,1:40 for several partitions");
    }

    private static Position several(String text) {
        Position position = START;
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            position = position.with(
                    Integer.parseInt(part, 0, Math.max(colon, 0), 10),
                    Long.parseLong(part, colon + 1, part.length(), 10));
        }
        return position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position that
                && Arrays.equals(partitions, that.partitions)
                && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(partitions) + Arrays.hashCode(offsets);
    }
}
