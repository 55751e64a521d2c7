package dev.fairlead.cli.trees.rows;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a model's rows are, and what of the file is said rather than found. */
public final class RowOptions {
    enum Header {
        YES,
        NO
    }

    enum Absent {
        MISSING,
        ZERO
    }

    enum Blank {
        ROW,
        SKIP
    }

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "Rows: CSV, TSV, columns between semicolons, bars or blanks, or LibSVM (features from 0); UTF-8,"
                            + " also packed by gzip.")
    Path file = Path.of("");

    @Option(
            names = "--format",
            description = "How the file is written: ${COMPLETION-CANDIDATES} (default: as its first lines look).")
    Optional<RowFormat> format = Optional.empty();

    @Option(
            names = "--header",
            description =
                    "Whether the first line holds names: ${COMPLETION-CANDIDATES} (default: if it names the model's"
                            + " features, or a cell is neither a number nor missing).")
    Optional<Header> header = Optional.empty();

    @Option(names = "--by-position", description = "Take columns in their order, whatever a header calls them.")
    boolean byPosition;

    @ArgGroup
    Label label = new Label();

    /** Which column is no feature. */
    static final class Label {
        @Option(
                names = "--label",
                paramLabel = "N",
                description = "Column to leave out, counted from 0, if there is no header; 0 in LibSVM.")
        Optional<Integer> column = Optional.empty();

        @Option(names = "--no-label", description = "The rows of a LibSVM file start with their first feature.")
        boolean none;
    }

    @Option(
            names = "--absent",
            description =
                    "What a feature is that a LibSVM row does not name: ${COMPLETION-CANDIDATES} (default: missing"
                            + " for XGBoost, zero for LightGBM, as their own readers have it).")
    Optional<Absent> absent = Optional.empty();

    @Option(
            names = "--missing",
            paramLabel = "TEXT",
            split = ",",
            description = "Further spellings of a missing value, such as -999. Known: empty cells, NA, N/A, NaN, null,"
                    + " none, ? and \\N.")
    Set<String> missing = Set.of();

    @Option(
            names = "--blank",
            description =
                    "What a blank line is where it might be a row, in a file of one column or a LibSVM file without"
                            + " labels: ${COMPLETION-CANDIDATES}.")
    Optional<Blank> blank = Optional.empty();
}
