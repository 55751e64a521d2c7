package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the rows of a text file are written. */
enum RowFormat {
    CSV(","),
    TSV("\t"),
    SEMICOLONS(";"),
    BARS("|"),
    BLANKS(" "),
    LIBSVM("");

    private static final Pattern PAIR = Pattern.compile("(\\d+|qid):[^\\s,;|:]+");
    private static final Pattern LABEL = Pattern.compile("[^\\s,;|:]+(:[^\\s,;|:]+)?");
    private static final List<String> LIBSVM_NAMES = List.of(".svm", ".libsvm", ".svmlight");

    private final String separator;

    RowFormat(String separator) {
        this.separator = separator;
    }

    String separator() {
        return separator;
    }

    /**
     * The format that the first lines look like.
     *
     * @param head the first lines, of which one at least
     * @param fit how well the first record suits the model under a format: the more the better; asked only if the first
     *     line allows several
     * @throws UserException if two suit it as well
     */
    static RowFormat of(Path file, List<String> head, ToIntFunction<List<String>> fit) {
        if (isLibSvm(file, head)) {
            return LIBSVM;
        }
        List<RowFormat> possible = Stream.of(CSV, TSV, SEMICOLONS, BARS)
                .filter(format -> format.first(file, head).size() > 1)
                .toList();
        if (possible.isEmpty()) {
            return BLANKS.first(file, head).size() > 1 && fit.applyAsInt(CSV.first(file, head)) == 0 ? BLANKS : CSV;
        }
        int best = possible.stream()
                .mapToInt(format -> fit.applyAsInt(format.first(file, head)))
                .max()
                .orElse(0);
        List<RowFormat> fitting = possible.stream()
                .filter(format -> fit.applyAsInt(format.first(file, head)) == best)
                .toList();
        if (fitting.size() > 1) {
            throw new UserException(file + " may be separated as " + named(fitting.get(0)) + " or as "
                    + named(fitting.get(1)) + "; say which with --format");
        }
        return fitting.getFirst();
    }

    private static String named(RowFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** The first record that is not blank; one empty cell if there is none, or its quotes are not this format's. */
    private List<String> first(Path file, List<String> head) {
        var records = RowRecord.of(file, new StringReader(String.join("\n", head)), this);
        try {
            while (records.hasNext()) {
                RowRecord record = records.next();
                if (!record.isBlank()) {
                    return record.cells();
                }
            }
        } catch (UserException otherQuotes) {
            return List.of("");
        }
        return List.of("");
    }

    private static boolean isLibSvm(Path file, List<String> head) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String unpacked = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (LIBSVM_NAMES.stream().anyMatch(unpacked::endsWith)) {
            return true;
        }
        List<String> rows = head.stream()
                .map(RowFormat::uncommented)
                .filter(line -> !line.isEmpty())
                .toList();
        return !rows.isEmpty() && pairs(rows.getFirst()) >= 0 && rows.stream().anyMatch(row -> pairs(row) > 0);
    }

    /** What a line of LibSVM says before a comment. */
    static String uncommented(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    /** How many pairs of a feature and its value a line has; −1 if it has other things too, but for the label. */
    private static int pairs(String row) {
        String[] tokens = row.split("\\s+");
        boolean labelled = !PAIR.matcher(tokens[0]).matches();
        boolean libSvm = (!labelled || LABEL.matcher(tokens[0]).matches())
                && Arrays.stream(tokens)
                        .skip(1)
                        .allMatch(token -> PAIR.matcher(token).matches());
        return libSvm ? tokens.length - (labelled ? 1 : 0) : -1;
    }
}
