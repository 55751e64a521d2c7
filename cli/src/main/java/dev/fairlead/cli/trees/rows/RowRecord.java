package dev.fairlead.cli.trees.rows;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.fairlead.errors.UserException;
import java.io.BufferedReader;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One record of delimited text.
 *
 * @param line where it starts, counted from 1
 * @param cells without quotes, as they stand
 */
record RowRecord(long line, List<String> cells) {
    boolean isBlank() {
        return cells.size() == 1 && cells.getFirst().isEmpty();
    }

    /**
     * The records of a text, blank lines too.
     *
     * @throws UserException from the iterator, if a quoted cell does not end
     */
    static Iterator<RowRecord> of(Path file, Reader text, RowFormat format) {
        return format == RowFormat.BLANKS ? betweenBlanks(new BufferedReader(text)) : separated(file, text, format);
    }

    private static Iterator<RowRecord> separated(Path file, Reader text, RowFormat format) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(format.separator())
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text)
                .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return asked(records::hasNext);
            }

            @Override
            public RowRecord next() {
                CsvRecord next = asked(records::next);
                return new RowRecord(next.getStartingLineNumber(), next.getFields());
            }

            private <T> T asked(java.util.function.Supplier<T> question) {
                try {
                    return question.get();
                } catch (CsvParseException e) {
                    Throwable cause = e.getCause() == null ? e : e.getCause();
                    throw new UserException(
                            file + ": " + e.getMessage() + (cause == e ? "" : ": " + cause.getMessage()));
                }
            }
        };
    }

    private static Iterator<RowRecord> betweenBlanks(BufferedReader text) {
        var line = new AtomicLong();
        return text.lines()
                .map(read -> new RowRecord(line.incrementAndGet(), cells(read)))
                .iterator();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.strip().split("\\s+"))
                .map(cell -> cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
                        ? cell.substring(1, cell.length() - 1)
                        : cell)
                .toList();
    }
}
