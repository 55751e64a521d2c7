package dev.fairlead.decide;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder for the files of one sorting, in the folder of temporary files. A lock says whose it is, and ends with the process however that ends: so
 * what a process that was killed has left there is found, and deleted when the next folder is made.
 */
final class SortFolder implements AutoCloseable {
    private static final String PREFIX = "fairlead-import-";
    private static final String LOCK = "in-use";

    private final Path path;
    private final FileChannel lock;

    private SortFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one beside those of others, and deletes those that are nobody's any more. */
    static SortFolder in(Path temporary) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : left) {
                deleteUnlessUsed(folder);
            }
        }
        while (true) {
            Path folder = Files.createTempDirectory(temporary, PREFIX);
            FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (isTaken(lock) && Files.exists(folder.resolve(LOCK))) {
                return new SortFolder(folder, lock);
            }
            lock.close(); // somebody who cleans up was faster
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    private static void deleteUnlessUsed(Path folder) {
        try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (isTaken(lock)) {
                delete(folder);
            }
        } catch (IOException e) {
            // somebody else's, or somebody else deletes it: it stays for whoever may delete it
        }
    }

    /** The lock last: without it nobody would come back for the rest. */
    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            delete(path);
        } catch (NoSuchFileException e) {
            // it is gone already
        }
    }
}
