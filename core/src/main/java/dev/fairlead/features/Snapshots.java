package dev.fairlead.features;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
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
 * The state of a store in a file, so that a restart need not replay the whole log. A snapshot is only a short cut: one
 * that is missing, damaged or of other features costs time, not data.
 */
public final class Snapshots {
    private final Path file;

    /** @param folder where the snapshot lives, as {@code features.snapshot} */
    public Snapshots(Path folder) {
        this.file = folder.resolve("features.snapshot");
    }

    /** Writes beside the old snapshot, forces it to disk, then puts it in the old one's place. */
    public void save(FeatureStore store) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        CRC32C sum = new CRC32C();
        try (FileOutputStream bytes = new FileOutputStream(fresh.toFile());
                DataOutputStream out =
                        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(bytes, 1 << 16), sum))) {
            store.save(out);
            out.writeLong(sum.getValue());
            out.flush();
            bytes.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was found. @param store filled from the snapshot, or empty; @param problem why it is empty, in a sentence; empty text when nothing is wrong */
    public record Restored(FeatureStore store, String problem) {}

    /** A store as of the snapshot, or an empty one. @param stores makes empty stores */
    public Restored restore(Supplier<FeatureStore> stores) {
        FeatureStore store = stores.get();
        CRC32C sum = new CRC32C();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), sum))) {
            store.load(in);
            long computed = sum.getValue();
            if (in.readLong() != computed) {
                throw new IOException("its checksum does not match");
            }
            return new Restored(store, "");
        } catch (NoSuchFileException _) {
            return new Restored(stores.get(), "");
        } catch (IOException | RuntimeException e) {
            return new Restored(
                    stores.get(), file + " cannot be used, so the log is replayed from its start: " + e.getMessage());
        }
    }
}
