package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import dev.fairlead.trees.Library;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a LibSVM file: a label, maybe {@code qid:N}, then pairs of a feature's number from 0 and its value, in any order.
 * What a row does not name is what the model's library makes of it: missing for XGBoost, 0 for LightGBM. What follows {@code #}
 * is a comment.
 */
final class LibSvmRows implements RowReader {
    private final Path file;
    private final BufferedReader reader;
    private final int features;
    private final Library library;
    private final RowNumbers numbers;
    private final Optional<RowOptions.Blank> blank;
    private final double absent;

    /** Whether a label may carry a weight, as in {@code 1:0.5}: only if labels are there because someone says so. */
    private final boolean weighted;

    private Optional<Boolean> labelled;

    private boolean started;

    /** Then LightGBM believes in labels. */
    private boolean startsWithOnePair;

    private final long[] seen;
    private long lineNumber;
    private long rowNumber;
    private long blankLines;

    LibSvmRows(BufferedReader reader, int features, Library library, RowNumbers numbers, RowOptions options) {
        file = options.file;
        this.reader = reader;
        this.features = features;
        this.library = library;
        this.numbers = numbers;
        blank = options.blank;
        absent = options.absent
                .map(said -> said == RowOptions.Absent.ZERO ? 0 : Double.NaN)
                .orElse(library.absent());
        weighted = options.label.column.isPresent();
        labelled = weighted ? Optional.of(true) : options.label.none ? Optional.of(false) : Optional.empty();
        seen = new long[features];
        if (options.label.column.orElse(0) != 0) {
            throw new UserException(file + " is a LibSVM file, whose label comes first: --label 0");
        }
    }

    @Override
    public int read(double[] rows, int most) throws IOException {
        int count = 0;
        while (count < most) {
            Optional<String> line = Optional.ofNullable(reader.readLine());
            if (line.isEmpty()) {
                return count;
            }
            lineNumber++;
            String row = RowFormat.uncommented(line.get());
            if (!row.isEmpty() || isRow(line.get())) {
                fill(row, rows, count * features);
                count++;
            }
        }
        return count;
    }

    /** Whether a line that says nothing is a row. */
    private boolean isRow(String line) {
        if (line.contains("#")) {
            return false;
        }
        blankLines++;
        boolean sure = line.isEmpty() ? labelled.orElse(true) : library == Library.XGBOOST && labelled.orElse(false);
        if (blank.isEmpty() && !sure) {
            throw new UserException(place() + "it is blank, and may be a row without values or none;"
                    + " say --blank row or --blank skip");
        }
        return blank.equals(Optional.of(RowOptions.Blank.ROW)) && !labelled.orElse(true);
    }

    private void fill(String row, double[] rows, int at) {
        Arrays.fill(rows, at, at + features, absent);
        rowNumber++;
        String[] tokens = row.isEmpty() ? new String[0] : row.split("\\s+");
        for (int i = firstPair(tokens); i < tokens.length; i++) {
            pair(tokens[i], rows, at);
        }
    }

    /** Checks label and query, and returns where the pairs start. */
    private int firstPair(String[] tokens) {
        if (tokens.length == 0) {
            return 0;
        }
        boolean colon = tokens[0].indexOf(':') >= 0;
        if (!started) {
            started = true;
            startsWithOnePair = colon && tokens.length == 1 && library == Library.LIGHTGBM;
        }
        if (labelled.isEmpty()) {
            labelled = Optional.of(labelled(tokens[0], colon));
        }
        if (!labelled.get()) {
            if (!colon) {
                throw new UserException(place() + "it starts with " + tokens[0] + ", not with a feature and its value");
            }
            return 0;
        }
        if (colon && !weighted) {
            throw new UserException(
                    place() + "it starts with " + tokens[0] + " where a label belongs, as in the first row;"
                            + " if that is a label and its weight, say --label 0");
        }
        for (String number : tokens[0].split(":", 2)) {
            numbers.value(number, place() + "the label: ");
        }
        return tokens.length > 1 && tokens[1].startsWith("qid:") ? 2 : 1;
    }

    private boolean labelled(String token, boolean colon) {
        if (colon && (library == Library.XGBOOST || startsWithOnePair)) {
            throw new UserException(
                    place() + "it starts with " + token + ", where " + library + " takes what is before the colon"
                            + " for a label;"
                            + " say --label 0 if it is that, --no-label if it is a feature and its value");
        }
        return !colon;
    }

    private void pair(String token, double[] rows, int at) {
        int colon = token.indexOf(':');
        String index = colon < 0 ? token : token.substring(0, colon);
        if (colon < 0 || index.isEmpty() || !index.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UserException(place() + "\"" + token + "\" is not a feature's number and its value, as 3:0.5 is");
        }
        if (index.length() > 9 || Integer.parseInt(index) >= features) {
            throw new UserException(place() + "there is no feature " + index + "; the model has 0 to " + (features - 1)
                    + (index.equals(String.valueOf(features)) ? ", and features are counted from 0" : ""));
        }
        int feature = Integer.parseInt(index);
        if (seen[feature] == rowNumber) {
            throw new UserException(place() + "feature " + feature + " has two values");
        }
        seen[feature] = rowNumber;
        String value = token.substring(colon + 1);
        if (value.isEmpty()) {
            throw new UserException(place() + "feature " + feature + " has no value after the colon");
        }
        rows[at + feature] = numbers.value(value, place() + "feature " + feature + ": ");
    }

    private String place() {
        return file + ", line " + lineNumber + ": ";
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        if (blankLines > 0) {
            boolean read = blank.equals(Optional.of(RowOptions.Blank.ROW)) && !labelled.orElse(true);
            notes.add("blank lines " + (read ? "read as rows without values: " : "skipped: ") + blankLines);
        }
        if (startsWithOnePair && !labelled.orElse(true)) {
            notes.add("the first row is one pair, of which LightGBM's own file reader makes a label and feature 0");
        }
        return List.copyOf(notes);
    }
}
