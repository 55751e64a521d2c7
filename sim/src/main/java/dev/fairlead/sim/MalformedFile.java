package dev.fairlead.sim;

import java.io.IOException;
import java.nio.file.Path;

/** A data file is not what its reader expects: which file, which line, why, and what would be right. */
public final class MalformedFile extends IOException {
    private final long line;

    MalformedFile(Path file, long line, String reason) {
        super(file + ", line " + line + ": " + reason);
        this.line = line;
    }

    /** 1-based line of the file on which the faulty row starts. */
    public long line() {
        return line;
    }
}
