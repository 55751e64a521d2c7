package dev.fairlead.sim;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Rows of a comma-separated UTF-8 file (RFC 4180), plain or gzip whatever its name says. A byte order mark is ignored.
 * Quoted fields may hold commas, doubled quotes and line breaks.
 */
final class CsvFile implements AutoCloseable {
    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;

    /** A row behind the last one. Where it does not come, a quoted field was not closed and took it in. */
    private static final String END = "\u0000end of file";

    private final Path file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private List<String> row = List.of();
    private long firstLine;

    CsvFile(Path file) throws IOException {
        this.file = file;
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            reader = CsvReader.builder()
                    .detectBomHeader(true)
                    .skipEmptyLines(true)
                    .allowMissingFields(true)
                    .allowExtraFields(true)
                    .ofCsvRecord(new SequenceInputStream(unzipped(in), bytes("\n" + END)));
        } catch (IOException e) {
            in.close();
            throw e;
        }
        records = reader.iterator();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST_BYTE && in.read() == GZIP_SECOND_BYTE;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** Goes to the next row that is not blank; false at the end of the file. */
    boolean next() throws IOException {
        CsvRecord record = read();
        row = record.getFields();
        if (row.getFirst().equals(END)) {
            row = List.of();
            firstLine++; // where the next row would be
            return false;
        }
        firstLine = record.getStartingLineNumber();
        if (row.getLast().endsWith(END)) {
            throw malformed("a quoted field is never closed");
        }
        return true;
    }

    private CsvRecord read() throws IOException {
        try {
            return records.next();
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof UncheckedIOException || cause instanceof IOException) {
                throw unreadable(cause);
            }
            throw new MalformedFile(
                    file, firstLine + 1, cause.getMessage() + "; see the row that begins there or later");
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private IOException unreadable(Throwable thrown) {
        Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        return cause instanceof ZipException || cause instanceof EOFException
                ? new MalformedFile(file, firstLine + 1, "the gzip data is damaged or cut off; fetch the file again")
                : new IOException(cause);
    }

    List<String> row() {
        return row;
    }

    String field(int index) {
        return row.get(index);
    }

    /** The field as a whole number of at least 0. */
    long whole(int index, String name) throws MalformedFile {
        try {
            long value = Long.parseLong(field(index));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the refusal, which says the same of a negative number
        }
        throw malformed(name + " is '" + field(index) + "', not a whole number");
    }

    /** The refusal of the present row. */
    MalformedFile malformed(String reason) {
        return new MalformedFile(file, firstLine, reason);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
