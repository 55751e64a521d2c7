package dev.fairlead.server;

import dev.fairlead.events.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Rows of a text file (CSV, TSV, columns between blanks, or LibSVM; packed by gzip if its name ends so), in the order of a
 * model's features. How the first line looks tells the format. A header is told by a cell that is no number; then columns are
 * found by the features' names.
 */
final class RowFile implements AutoCloseable {
    private static final Set<String> MISSING = Set.of("", "na", "nan", "null");
    private static final int NAMED = 5;

    private final Path file;
    private final List<String> features;
    private final BufferedReader reader;
    private final String separator;
    private final boolean libSvm;
    private final int[] columns;
    private final int width;
    private final List<String> ignored;
    private String line;
    private int lineNumber;

    /**
     * @param features of the model, in its order
     * @param label column to leave out, counted from 0
     * @param byPosition whether a header's names do not count
     * @throws Refusal if the file's columns are not the model's
     */
    RowFile(Path file, List<String> features, OptionalInt label, boolean byPosition) throws IOException {
        this.file = file;
        this.features = features;
        reader = new BufferedReader(new InputStreamReader(stream(file), StandardCharsets.UTF_8));
        line = next();
        separator = line.indexOf(',') >= 0 ? "," : line.indexOf('\t') >= 0 ? "\t" : " ";
        libSvm = separator.equals(" ") && line.contains(":");
        if (libSvm) {
            columns = new int[0];
            width = 0;
            ignored = List.of();
            return;
        }
        List<String> first = Arrays.asList(cells(line));
        width = first.size();
        boolean header = first.stream().anyMatch(cell -> !isNumber(cell));
        columns = header && !byPosition ? byName(first) : byPosition(label);
        if (header) {
            line = next();
        }
        ignored = header
                ? IntStream.range(0, width)
                        .filter(column -> Arrays.stream(columns).noneMatch(used -> used == column))
                        .mapToObj(first::get)
                        .toList()
                : List.of();
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    /** Names of columns that the model does not ask for. */
    List<String> ignored() {
        return ignored;
    }

    private int[] byName(List<String> header) {
        List<String> missing = features.stream()
                .filter(name -> !header.contains(name))
                .limit(NAMED)
                .toList();
        if (!missing.isEmpty()) {
            throw new Refusal(file + " has no column " + String.join(", ", missing)
                    + (missing.size() == NAMED ? " and perhaps others" : "") + " of the model"
                    + Suggestion.of(missing.getFirst(), header)
                    + "; with --by-position names do not count");
        }
        return features.stream().mapToInt(header::indexOf).toArray();
    }

    private int[] byPosition(OptionalInt label) {
        int[] found = IntStream.range(0, width)
                .filter(column -> label.isEmpty() || column != label.getAsInt())
                .toArray();
        if (found.length != features.size()) {
            throw new Refusal(file + " has " + found.length + " columns and the model " + features.size() + " features"
                    + (label.isEmpty() && found.length == features.size() + 1
                            ? "; if the first column is a label, leave it out with --label 0"
                            : ""));
        }
        return found;
    }

    /** Reads up to so many rows; returns how many there were, 0 at the end. */
    int read(double[] rows, int most) throws IOException {
        int count = 0;
        while (count < most && !line.isEmpty()) {
            if (libSvm) {
                sparse(rows, count * features.size());
            } else {
                dense(rows, count * features.size());
            }
            count++;
            line = next();
        }
        return count;
    }

    private void dense(double[] rows, int at) {
        String[] cells = cells(line);
        if (cells.length != width) {
            throw new Refusal(place() + "there are " + cells.length + " columns; the first line has " + width);
        }
        for (int i = 0; i < columns.length; i++) {
            rows[at + i] = number(cells[columns[i]], "column " + (columns[i] + 1));
        }
    }

    private void sparse(double[] rows, int at) {
        Arrays.fill(rows, at, at + features.size(), 0);
        for (String cell : cells(line)) {
            int colon = cell.indexOf(':');
            if (colon < 0) {
                continue;
            }
            int feature = (int) number(cell.substring(0, colon), "the feature's number");
            if (feature < 0 || feature >= features.size()) {
                throw new Refusal(place() + "there is no feature " + cell.substring(0, colon) + "; the model has 0 to "
                        + (features.size() - 1));
            }
            rows[at + feature] = number(cell.substring(colon + 1), "feature " + feature);
        }
    }

    private String[] cells(String text) {
        String[] cells = separator.equals(" ") ? text.strip().split("\\s+") : text.split(separator, -1);
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
            cells[i] = quoted ? cell.substring(1, cell.length() - 1) : cell;
        }
        return cells;
    }

    private double number(String cell, String where) {
        if (!isNumber(cell)) {
            throw new Refusal(place() + where + ": \"" + cell + "\" is not a number");
        }
        return MISSING.contains(cell.toLowerCase(Locale.ROOT)) ? Double.NaN : parsed(cell);
    }

    private static boolean isNumber(String cell) {
        if (MISSING.contains(cell.toLowerCase(Locale.ROOT))) {
            return true;
        }
        try {
            parsed(cell);
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static double parsed(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }

    private String place() {
        return file + ", line " + lineNumber + ": ";
    }

    /** The next line that is not blank; empty at the end. */
    private String next() throws IOException {
        String read = reader.readLine();
        while (read != null && read.isBlank()) {
            read = reader.readLine();
            lineNumber++;
        }
        lineNumber++;
        return read == null ? "" : read;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
