package dev.fairlead.state;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The state of the folds in a file, so that a restart need not replay the whole log. A snapshot is only a short cut: one
 * that is missing, damaged or of other features costs time, not data.
 */
public final class Snapshots {
    private final Path file;

    /** @param folder where the snapshot lives, as {@code features.snapshot} */
    public Snapshots(Path folder) {
        this.file = folder.resolve("features.snapshot");
    }

    /** What can be saved and loaded. */
    public interface Part {
        void save(DataOutput out) throws IOException;

        void load(DataInput in) throws IOException;
    }

    /** Writes beside the old snapshot, forces it to disk, then puts it in the old one's place. */
    public void save(Part state) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        CRC32C sum = new CRC32C();
        try (FileOutputStream bytes = new FileOutputStream(fresh.toFile());
                DataOutputStream out =
                        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(bytes, 1 << 16), sum))) {
            state.save(out);
            out.writeLong(sum.getValue());
            out.flush();
            bytes.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * What was found.
     *
     * @param state filled from the snapshot, or fresh
     * @param problem why it is fresh although there is a snapshot, in a sentence; empty when nothing is wrong
     */
    public record Restored<T>(T state, String problem) {}

    /** A state as of the snapshot, or a fresh one. */
    public <T extends Part> Restored<T> restore(Supplier<T> fresh) {
        T state = fresh.get();
        CRC32C sum = new CRC32C();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), sum))) {
            state.load(in);
            long computed = sum.getValue();
            if (in.readLong() != computed) {
                throw new IOException("its checksum does not match");
            }
            return new Restored<>(state, "");
        } catch (NoSuchFileException _) {
            return new Restored<>(fresh.get(), "");
        } catch (IOException | RuntimeException e) {
            return new Restored<>(
                    fresh.get(), file + " cannot be used, so the log is replayed from its start: " + e.getMessage());
        }
    }
}
