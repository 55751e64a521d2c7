package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the model's features are in a table.
 *
 * @param of the column of each feature
 * @param width how many columns there are
 * @param header whether the first record holds names
 * @param notes what was assumed, in sentences
 */
record RowColumns(int[] of, int width, boolean header, List<String> notes) {
    private static final int NAMED = 5;

    /** Of fewer features than this, names that are numbers may also be a row. */
    private static final int SURE = 3;

    static RowColumns of(
            List<String> first,
            List<String> features,
            boolean blanksUnderscored,
            RowNumbers numbers,
            RowOptions options) {
        return new Finder(first, features, blanksUnderscored, numbers, options).find();
    }

    /** How well a first record suits a model: 2 if it names all features, 1 if it has as many columns, else 0. */
    static int fit(
            List<String> first,
            List<String> features,
            boolean blanksUnderscored,
            RowNumbers numbers,
            RowOptions options) {
        var finder = new Finder(first, features, blanksUnderscored, numbers, options);
        int columns = first.size() - (options.label.column.isPresent() ? 1 : 0);
        return finder.names.keySet().containsAll(features) ? 2 : columns == features.size() ? 1 : 0;
    }

    private static final class Finder {
        private final Path file;
        private final List<String> first;
        private final List<String> features;
        private final RowNumbers numbers;
        private final RowOptions options;
        private final Map<String, List<Integer>> names = new HashMap<>();
        private final List<String> notes = new ArrayList<>();

        /** @param blanksUnderscored whether the model has an underscore for each blank of a name, as LightGBM does */
        Finder(
                List<String> first,
                List<String> features,
                boolean blanksUnderscored,
                RowNumbers numbers,
                RowOptions options) {
            file = options.file;
            this.first = first.stream().map(String::strip).toList();
            this.features = features;
            this.numbers = numbers;
            this.options = options;
            for (int column = 0; column < first.size(); column++) {
                String name = this.first.get(column);
                String key = blanksUnderscored && !features.contains(name) ? name.replace(' ', '_') : name;
                names.computeIfAbsent(key, _ -> new ArrayList<>()).add(column);
            }
        }

        RowColumns find() {
            boolean header =
                    options.header.map(said -> said == RowOptions.Header.YES).orElseGet(this::looksLikeHeader);
            int[] columns = header && !options.byPosition ? byName() : byPosition();
            if (header) {
                ignored(columns);
            }
            return new RowColumns(columns, first.size(), header, List.copyOf(notes));
        }

        private boolean looksLikeHeader() {
            if (!first.stream().allMatch(numbers::isValue)) {
                return true;
            }
            if (!options.byPosition && names.keySet().containsAll(features)) {
                if (features.size() < SURE) {
                    throw ambiguous("has the model's feature names, which are numbers");
                }
                notes.add("the first line is taken for a header: its numbers are the model's feature names"
                        + " (--header no if it is a row)");
                return true;
            }
            if (first.size() >= SURE && countsFromZero()) {
                throw ambiguous("counts from 0 to " + (first.size() - 1));
            }
            return false;
        }

        private boolean countsFromZero() {
            return IntStream.range(0, first.size()).allMatch(i -> first.get(i).equals(String.valueOf(i)));
        }

        private UserException ambiguous(String what) {
            return new UserException(file + ": the first line " + what
                    + ", so it may be a header or a row; say --header yes or --header no");
        }

        private int[] byName() {
            List<String> missing = features.stream()
                    .filter(name -> !names.containsKey(name))
                    .limit(NAMED)
                    .toList();
            if (!missing.isEmpty()) {
                throw new UserException(file + " has no column " + String.join(", ", missing)
                        + (missing.size() == NAMED ? " and perhaps others" : "") + " of the model"
                        + Suggestion.of(missing.getFirst(), first)
                        + "; with --by-position names do not count, with --header no the first line is a row");
            }
            return features.stream().mapToInt(this::column).toArray();
        }

        private int column(String name) {
            List<Integer> columns = names.getOrDefault(name, List.of());
            if (columns.size() > 1) {
                throw new UserException(file + " has two columns " + name + ", " + (columns.get(0) + 1) + " and "
                        + (columns.get(1) + 1) + "; rename one, or take columns in their order with --by-position");
            }
            int column = columns.getFirst();
            if (options.label.column.equals(Optional.of(column))) {
                throw new UserException(
                        file + ": column " + column + ", which --label leaves out, is the model's feature " + name);
            }
            return column;
        }

        private int[] byPosition() {
            int width = first.size();
            int[] found = IntStream.range(0, width)
                    .filter(column -> !options.label.column.equals(Optional.of(column)))
                    .toArray();
            if (found.length != features.size()) {
                boolean label = options.label.column.isEmpty() && found.length == features.size() + 1;
                throw new UserException(file + " has " + width + " columns"
                        + (options.label.column.isEmpty() ? "" : " with the label") + " and the model "
                        + features.size()
                        + " features"
                        + (label ? "; if the first column is a label, leave it out with --label 0" : ""));
            }
            return found;
        }

        private void ignored(int[] columns) {
            List<String> unused = IntStream.range(0, first.size())
                    .filter(column -> Arrays.stream(columns).noneMatch(used -> used == column))
                    .mapToObj(first::get)
                    .toList();
            if (!unused.isEmpty()) {
                notes.add("not asked for by the model: " + String.join(", ", unused));
            }
        }
    }
}
