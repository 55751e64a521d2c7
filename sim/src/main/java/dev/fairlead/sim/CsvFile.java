package dev.fairlead.sim;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a comma-separated UTF-8 file (RFC 4180), plain or gzip whatever its name says. A byte order mark is ignored.
 * Quoted fields may hold commas, doubled quotes and line breaks.
 */
final class CsvFile implements AutoCloseable {
    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final BufferedReader reader;
    private final List<String> row = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private long linesRead;
    private long firstLine;

    CsvFile(Path file) throws IOException {
        this.file = file;
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            reader = new BufferedReader(new InputStreamReader(unzipped(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST_BYTE && in.read() == GZIP_SECOND_BYTE;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** Goes to the next row that is not blank; false at the end of the file. */
    boolean next() throws IOException {
        String line = readLine();
        while (line != null && line.isEmpty()) {
            line = readLine();
        }
        firstLine = linesRead;
        row.clear();
        if (line == null) {
            return false;
        }
        split(line);
        return true;
    }

    private @Nullable String readLine() throws IOException {
        try {
            String line = reader.readLine();
            linesRead++;
            return line != null && linesRead == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        } catch (ZipException | EOFException e) {
            throw new MalformedFile(file, linesRead + 1, "the gzip data is damaged or cut off; fetch the file again");
        }
    }

    private void split(String first) throws IOException {
        String line = first;
        int at = 0;
        while (true) {
            if (at < line.length() && line.charAt(at) == '"') {
                at++;
                field.setLength(0);
                int end = closingQuote(line, at);
                while (end < 0) {
                    field.append(line, at, line.length()).append('\n');
                    String more = readLine();
                    if (more == null) {
                        throw malformed("a quoted field is never closed");
                    }
                    line = more;
                    at = 0;
                    end = closingQuote(line, at);
                }
                row.add(field.append(line, at, end).toString().replace("\"\"", "\""));
                at = end + 1;
                if (at < line.length() && line.charAt(at) != ',') {
                    throw malformed("text follows the closing quote of field " + row.size());
                }
            } else {
                int comma = line.indexOf(',', at);
                int end = comma < 0 ? line.length() : comma;
                row.add(line.substring(at, end));
                at = end;
            }
            if (at >= line.length()) {
                return;
            }
            at++;
        }
    }

    /** The next quote at or after {@code from} that is not doubled; −1 when the field goes on in the next line. */
    private static int closingQuote(String line, int from) {
        int quote = line.indexOf('"', from);
        while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
            quote = line.indexOf('"', quote + 2);
        }
        return quote;
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
