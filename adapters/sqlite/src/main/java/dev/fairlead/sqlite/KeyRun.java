package dev.fairlead.sqlite;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;

/**
 * The keys of a stretch of the log with their offsets, in a file that never changes: a head, a filter, the keys in ascending order (unsigned),
 * and each key's offset as its distance to the stretch's start. It is mapped into memory and read in place.
 *
 * <p>The filter is a blocked Bloom filter (Putze, Sanders, Singler 2007, "Cache-, hash- and space-efficient Bloom filters") with blocks of one
 * word: a key sets {@value #BITS} bits of one of {@code count / 4} words, so 16 bits a key; about one in a hundred absent keys passes.
 */
final class KeyRun {
    private static final long MAGIC = 0x666c5f6b65797331L; // "fl_keys1"
    private static final int HEAD = 64;
    private static final int BITS = 5;
    private static final int KEYS_PER_WORD = 4;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private final long after;
    private final long last;
    private final long count;
    private final long words;
    private final long keysAt;
    private final long offsetsAt;

    private KeyRun(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
        after = bytes.get(LONG, 16);
        last = bytes.get(LONG, 24);
        count = bytes.get(LONG, 32);
        words = words(count);
        keysAt = HEAD + words * Long.BYTES;
        offsetsAt = keysAt + count * Long.BYTES;
    }

    private static long words(long count) {
        return count / KEYS_PER_WORD + 1;
    }

    private static long size(long count) {
        return HEAD + (words(count) + count) * Long.BYTES + count * Integer.BYTES;
    }

    /** Keys in ascending order (unsigned), each with its offset. */
    interface Source {
        /** @return whether there is another one, which {@link #key} and {@link #offset} then give */
        boolean next();

        long key();

        long offset();
    }

    /**
     * Writes a run beside its place and puts it there once it is on the disk.
     *
     * @param log identity of the log
     * @param after the offset before the stretch
     * @param last the stretch's last offset, less than 2^32 more than {@code after}
     */
    static KeyRun write(Path folder, long log, long after, long last, long count, Source keys) throws IOException {
        Path file = folder.resolve("keys-" + after + "-" + last + ".run");
        Path fresh = folder.resolve(file.getFileName() + ".new");
        try {
            fill(fresh, log, after, last, count, keys);
        } catch (IOException e) {
            Files.deleteIfExists(fresh); // on a full disk it would take what little room there is
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return map(file);
    }

    private static void fill(Path fresh, long log, long after, long last, long count, Source keys) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            occupy(channel, size(count));
            MemorySegment out = channel.map(FileChannel.MapMode.READ_WRITE, 0, size(count), arena);
            long words = words(count);
            long keysAt = HEAD + words * Long.BYTES;
            long offsetsAt = keysAt + count * Long.BYTES;
            for (long i = 0; keys.next(); i++) {
                long key = keys.key();
                out.set(LONG, keysAt + i * Long.BYTES, key);
                out.set(INT, offsetsAt + i * Integer.BYTES, (int) (keys.offset() - after));
                long word = HEAD + word(key, words) * Long.BYTES;
                out.set(LONG, word, out.get(LONG, word) | bits(key));
            }
            out.set(LONG, 0, MAGIC);
            out.set(LONG, 8, log);
            out.set(LONG, 16, after);
            out.set(LONG, 24, last);
            out.set(LONG, 32, count);
            out.set(LONG, 40, sum(out));
            out.force();
            channel.force(true);
        }
    }

    /** Writes zeros, so that a disk without room for them refuses here and not in the middle of a mapping. */
    private static void occupy(FileChannel channel, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
        for (long left = size; left > 0; left -= zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), left));
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
        }
    }

    private static KeyRun map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new KeyRun(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        }
    }

    /** @throws IOException if it is not a whole run of this log */
    static KeyRun open(Path file, long log) throws IOException {
        if (Files.size(file) < HEAD) {
            throw new IOException(file + " is cut short");
        }
        KeyRun run = map(file);
        if (run.bytes.get(LONG, 0) != MAGIC || run.bytes.get(LONG, 8) != log) {
            throw new IOException(file + " holds keys of another log");
        }
        if (run.count < 0 || size(run.count) != run.bytes.byteSize() || sum(run.bytes) != run.bytes.get(LONG, 40)) {
            throw new IOException(file + " is damaged");
        }
        return run;
    }

    /** Over everything but itself. */
    private static long sum(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.asSlice(0, 40).asByteBuffer());
        for (long at = HEAD; at < bytes.byteSize(); at += 1 << 30) {
            ByteBuffer piece =
                    bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer();
            sum.update(piece);
        }
        return sum.getValue();
    }

    private static long word(long key, long words) {
        return (key >>> Integer.SIZE) * words >>> Integer.SIZE;
    }

    private static long bits(long key) {
        long bits = 0;
        for (int i = 0; i < BITS; i++) {
            bits |= 1L << (key >>> (6 * i) & 63);
        }
        return bits;
    }

    /** The offset before the stretch of the log that this run covers. */
    long after() {
        return after;
    }

    /** The stretch's last offset. */
    long last() {
        return last;
    }

    long count() {
        return count;
    }

    /** @return 0 if there is no such key */
    long find(long key) {
        long wanted = bits(key);
        if ((bytes.get(LONG, HEAD + word(key, words) * Long.BYTES) & wanted) != wanted) {
            return 0;
        }
        long at = search(count, key, i -> bytes.get(LONG, keysAt + i * Long.BYTES));
        return at < 0 ? 0 : offset(at);
    }

    private long offset(long at) {
        return after + Integer.toUnsignedLong(bytes.get(INT, offsetsAt + at * Integer.BYTES));
    }

    /** Interpolation search, since keys are hashes; binary once that does not help. @return where the key is; -1 if nowhere */
    private static long search(long count, long key, LongUnaryOperator keyAt) {
        long low = 0;
        long high = count - 1;
        for (int step = 0; low <= high; step++) {
            long lowKey = keyAt.applyAsLong(low);
            long highKey = keyAt.applyAsLong(high);
            if (Long.compareUnsigned(key, lowKey) < 0 || Long.compareUnsigned(key, highKey) > 0) {
                return -1;
            }
            double share = unsigned(key - lowKey) / Math.max(1, unsigned(highKey - lowKey));
            long middle = step % 4 == 3 ? (low + high) >>> 1 : low + (long) (share * (high - low));
            middle = Math.clamp(middle, low, high);
            int order = Long.compareUnsigned(keyAt.applyAsLong(middle), key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static double unsigned(long value) {
        return (value >>> 1) * 2.0;
    }

    /** All keys in their order. */
    Source keys() {
        return new Source() {
            private long at = -1;

            @Override
            public boolean next() {
                return ++at < count;
            }

            @Override
            public long key() {
                return bytes.get(LONG, keysAt + at * Long.BYTES);
            }

            @Override
            public long offset() {
                return KeyRun.this.offset(at);
            }
        };
    }

    /** Removes the file. Who still reads this run can go on. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
