package dev.fairlead.sim;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small data files for tests. */
final class DataFiles {
    private DataFiles() {}

    static Path plain(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    static Path zipped(Path folder, String text) throws IOException {
        Path file = folder.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return file;
    }

    /** The folder with the public data sets. */
    static Path folder() {
        String folder = System.getProperty("fairlead.data", "");
        if (folder.isEmpty()) {
            throw new IllegalStateException("say where the data sets are with -Dfairlead.data=FOLDER");
        }
        return Path.of(folder);
    }
}
