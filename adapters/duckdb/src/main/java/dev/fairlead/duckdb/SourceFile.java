package dev.fairlead.duckdb;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A file to be read: its first bytes say what it is, and its name only that it is JSON. */
public final class SourceFile {
    /** What is in a file. */
    public enum Format {
        /** Events, as JSON Lines or an array. */
        JSON,
        /** A table as text, with any delimiter. */
        CSV,
        PARQUET
    }

    private static final int HEAD = 1 << 16;
    private static final Pattern JSON = Pattern.compile("(?i).*\\.(json|jsonl|ndjson)(\\.gz|\\.zst)?");
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path path;
    private final Format format;
    private final byte[] magic;
    private final long size;

    private SourceFile(Path path, byte[] magic, long size, Optional<Format> told) throws IOException {
        this.path = path;
        this.magic = magic;
        this.size = size;
        this.format = told.isPresent() ? told.get() : found();
    }

    /**
     * Looks at a file.
     *
     * @param told what it is, if that has been said
     * @throws TableException if there is nothing to read
     */
    public static SourceFile of(Path path, Optional<Format> told) {
        if (Files.isDirectory(path)) {
            throw new TableException(path + " is a directory; name the files in it");
        }
        if (!Files.exists(path)) {
            throw new TableException("there is no file " + path.toAbsolutePath());
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] magic = in.readNBytes(PARQUET.length);
            if (magic.length == 0) {
                throw new TableException(path + " is empty");
            }
            if (begins(magic, ZIP)) {
                throw new TableException(path + " is a ZIP archive; unpack it and name the files in it");
            }
            return new SourceFile(path, magic, Files.size(path), told);
        } catch (IOException e) {
            throw new TableException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean begins(byte[] bytes, byte[] with) {
        return bytes.length >= with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
    }

    private Format found() throws IOException {
        if (begins(magic, PARQUET)) {
            return Format.PARQUET;
        }
        if (JSON.matcher(name()).matches()) {
            return Format.JSON;
        }
        try (Reading in = open()) {
            byte[] head = in.readNBytes(HEAD);
            if (head.length == 0) {
                throw new TableException(path + " is empty");
            }
            for (byte b : head) {
                if (b == '{' || b == '[') {
                    return Format.JSON;
                }
                if (b != ' '
                        && b != '\n'
                        && b != '\r'
                        && b != '\t'
                        && b != (byte) 0xEF
                        && b != (byte) 0xBB
                        && b != (byte) 0xBF) {
                    return Format.CSV;
                }
            }
            return Format.CSV;
        }
    }

    public Path path() {
        return path;
    }

    /** Its name without the folder. */
    public String name() {
        return path.getFileName().toString();
    }

    public Format format() {
        return format;
    }

    /** A stream of what is in the file, unpacked, and how much of the file has gone into it. */
    public static final class Reading extends FilterInputStream {
        private final Counted counted;
        private final long size;

        private Reading(InputStream in, Counted counted, long size) {
            super(in);
            this.counted = counted;
            this.size = size;
        }

        /** How much of the file is read, 0 to 1. */
        public double share() {
            return size == 0 ? 1 : Math.min(1, (double) counted.count / size);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            count += Math.max(n, 0);
            return n;
        }
    }

    /** Opens it. Zstandard is unpacked line by line by DuckDB. */
    public Reading open() throws IOException {
        Counted counted = new Counted(new BufferedInputStream(Files.newInputStream(path), HEAD));
        if (begins(magic, GZIP)) {
            return new Reading(new GZIPInputStream(counted, HEAD), counted, size);
        }
        if (begins(magic, ZSTD)) {
            counted.close();
            return new Reading(ZstdLines.open(path), counted, size);
        }
        return new Reading(counted, counted, size);
    }

    /** The rows of a table. @throws TableException if it is none, or is not what the options say */
    TableSource rows(TableOptions options) throws IOException {
        return switch (format) {
            case PARQUET -> ParquetTable.open(path);
            case CSV -> DelimitedText.open(this, options);
            case JSON ->
                throw new TableException(
                        path
                                + " holds JSON, and a mapping is for a table; JSON Lines are imported without one, see docs/events.md");
        };
    }
}
