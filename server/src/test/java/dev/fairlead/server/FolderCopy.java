package dev.fairlead.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A data folder as a process that is killed leaves it: what is on the disk while it is open, but for its lock. */
public final class FolderCopy {
    private FolderCopy() {}

    public static void asKilled(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path at = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(at);
                } else if (!file.getFileName().toString().endsWith(".lock")) {
                    Files.copy(file, at);
                }
            }
        }
    }
}
