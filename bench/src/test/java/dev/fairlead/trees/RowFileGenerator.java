package dev.fairlead.trees;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Random row files for a model, as people write them, and a share of damaged ones. */
final class RowFileGenerator {
    private static final List<String> MISSING = List.of("", "", "NA", "na", "NaN", "nan", "null");

    private final Random random;
    private final Library library;
    private final List<String> features;
    private final boolean damaged;
    private final int count;
    private final String end;
    private final List<String> options = new ArrayList<>();

    /** The text of each cell, row-major in the model's order. */
    private final String[] text;

    private final double[] rows;

    private RowFileGenerator(Random random, Library library, List<String> features) {
        this.random = random;
        this.library = library;
        this.features = features;
        damaged = chance(7);
        count = 1 + random.nextInt(12);
        end = chance(4) ? "\r\n" : "\n";
        text = new String[count * features.size()];
        rows = new double[text.length];
    }

    static RowFileCase next(Random random, Library library, List<String> features) {
        var generator = new RowFileGenerator(random, library, features);
        generator.fill();
        return random.nextInt(10) < 3 ? generator.libSvm() : generator.delimited();
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void fill() {
        int gaps = 2 + random.nextInt(8);
        for (int i = 0; i < text.length; i++) {
            text[i] = chance(gaps) ? any(MISSING) : number();
            rows[i] = MISSING.contains(text[i]) ? Double.NaN : parsed(text[i]);
        }
        if (chance(6)) {
            int row = random.nextInt(count) * features.size();
            String spelling = any(MISSING);
            for (int i = row; i < row + features.size(); i++) {
                text[i] = spelling;
                rows[i] = Double.NaN;
            }
        }
    }

    private String number() {
        return switch (random.nextInt(library == Library.LIGHTGBM ? 9 : 8)) {
            case 0 -> any(List.of("0", "-0", "0.0", "0e5", "1e-36", "-1e-40"));
            case 1, 2 -> String.valueOf(random.nextInt(12) - 2);
            case 3, 4 -> String.valueOf(random.nextInt(-40, 40) / 8.0);
            case 5 -> (random.nextInt(-999, 999) / 100) + "." + random.nextInt(10) + random.nextInt(10);
            case 6 -> any(List.of("+1", ".5", "5.", "-.25", "1e0", "2.5E-1", "1e+1", "1E1", "007"));
            case 7 -> any(List.of("1e30", "-1e30", "3e20", "16777216", "99", "128", "31", "32"));
            default -> any(List.of("inf", "-inf", "Infinity", "-INFINITY"));
        };
    }

    private static double parsed(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    // Tables.

    private RowFileCase delimited() {
        int width = features.size();
        String separator = any(List.of(",", ",", ",", "\t", "\t", "\t", ";", "|"));
        String plainSeparator = separator.equals("\t") && library == Library.LIGHTGBM ? "\t" : ",";
        boolean header = chance(2);
        boolean label = chance(2);
        boolean noted = header && chance(3);
        boolean spaces = chance(6);
        boolean quotes = chance(6);
        boolean named = header && library == Library.LIGHTGBM;
        List<Integer> order = new ArrayList<>(
                IntStream.range(label ? -1 : 0, width + (noted ? 1 : 0)).boxed().toList());
        if (header) {
            Collections.shuffle(order, random);
        }
        List<List<String>> lines = new ArrayList<>();
        List<List<String>> plain = new ArrayList<>();
        if (header) {
            lines.add(order.stream()
                    .map(i -> i == -1 ? "target" : i == width ? "a note" : features.get(i))
                    .toList());
        }
        if (named) {
            plain.add(order.stream()
                    .filter(i -> i < width)
                    .map(i -> i == -1 ? "target" : features.get(i))
                    .toList());
        }
        for (int row = 0; row < count; row++) {
            int at = row * width;
            String target = String.valueOf(random.nextInt(2));
            lines.add(order.stream()
                    .map(i -> i == -1 ? target : i == width ? note(separator) : text[at + i])
                    .toList());
            plain.add(
                    named
                            ? order.stream()
                                    .filter(i -> i < width)
                                    .map(i -> i == -1 ? target : text[at + i])
                                    .toList()
                            : IntStream.range(label && library == Library.LIGHTGBM ? -1 : 0, width)
                                    .mapToObj(i -> i == -1 ? target : text[at + i])
                                    .toList());
        }
        if (label && !header) {
            options.addAll(List.of("--label", "0"));
        }
        if (features.getFirst().equals("0") && width < 3) {
            options.addAll(List.of("--header", header ? "yes" : "no"));
        }
        if (damaged) {
            damage(lines, header, order);
        }
        String content = written(lines, separator, spaces, quotes);
        if (!plain.equals(lines)) {
            plain.replaceAll(RowFileGenerator::withoutEmptyEnds);
        }
        return done(
                any(List.of("rows.csv", "rows.tsv", "rows.txt", "rows.data")),
                content,
                written(plain, plainSeparator, false, false),
                named,
                "csv");
    }

    private static List<String> withoutEmptyEnds(List<String> line) {
        var spelled = new ArrayList<>(line);
        spelled.set(0, line.getFirst().isEmpty() ? "NA" : line.getFirst());
        spelled.set(line.size() - 1, line.getLast().isEmpty() ? "NA" : line.getLast());
        return spelled;
    }

    private String note(String separator) {
        return any(List.of("ok", "5\" nails", "a" + separator + "b", "two\nlines", ""));
    }

    private String written(List<List<String>> lines, String separator, boolean spaces, boolean quotes) {
        return lines.stream()
                .map(line -> line.stream()
                        .map(cell -> cell(cell, separator, spaces, quotes))
                        .collect(Collectors.joining(separator)))
                .collect(Collectors.joining(end));
    }

    private String cell(String cell, String separator, boolean spaces, boolean quotes) {
        boolean needed = cell.contains(separator) || cell.contains("\"") || cell.contains("\n");
        if (needed || quotes && chance(2)) {
            return '"' + cell.replace("\"", "\"\"") + '"';
        }
        return spaces && !cell.isEmpty() && chance(2) ? " " + cell + " " : cell;
    }

    private void damage(List<List<String>> lines, boolean header, List<Integer> order) {
        int first = header ? 1 : 0;
        int at = first + random.nextInt(count);
        var line = new ArrayList<>(lines.get(at));
        int column = order.indexOf(random.nextInt(features.size()));
        switch (random.nextInt(header ? 6 : 4)) {
            case 0 ->
                line.set(column, any(List.of("0x1p3", "2d", "1f", "1_000", "five", "1e", "--1", "1e999", "0x10")));
            case 1 -> line.add("1");
            case 2 -> line.set(column, any(List.of("1.5.2", "12h", "1,5", "NaNa", "1 2", "١")));
            case 3 -> {
                if (line.size() > 1) {
                    line.removeLast();
                } else {
                    line.set(column, "x");
                }
            }
            case 4 -> rename(lines, column, "other");
            default -> {
                line.add("1");
                var names = new ArrayList<>(lines.getFirst());
                names.add(features.get(order.get(column)));
                lines.set(0, names);
                for (int i = 1; i < lines.size(); i++) {
                    var longer = new ArrayList<>(lines.get(i));
                    longer.add("1");
                    lines.set(i, longer);
                }
            }
        }
        lines.set(at, line);
    }

    private static void rename(List<List<String>> lines, int column, String name) {
        var names = new ArrayList<>(lines.getFirst());
        names.set(column, name);
        lines.set(0, names);
    }

    // LibSVM.

    private RowFileCase libSvm() {
        boolean labelled = !chance(4);
        boolean weights = labelled && library == Library.XGBOOST && chance(5);
        boolean queries = labelled && !weights && chance(4);
        boolean comments = chance(5);
        var lines = new ArrayList<String>();
        var plain = new ArrayList<String>();
        boolean pairs = false;
        for (int row = 0; row < count; row++) {
            List<String> found = pairs(row);
            pairs |= !found.isEmpty();
            String joined = found.stream().map(pair -> " " + pair).collect(Collectors.joining());
            String label = String.valueOf(random.nextInt(2));
            String weight = weights ? ":" + random.nextInt(1, 4) : "";
            String query = queries ? " qid:" + row / 3 : "";
            String comment = comments && (labelled || !found.isEmpty()) && chance(2) ? " # 9:9" : "";
            lines.add((labelled ? label + weight + query + joined : joined.strip()) + comment);
            plain.add(
                    library == Library.XGBOOST ? label + query + joined : (labelled ? label + joined : joined.strip()));
        }
        boolean sure = pairs && (labelled || !lines.getFirst().isEmpty());
        if (!sure) {
            options.addAll(List.of("--format", "libsvm"));
        }
        if (weights) {
            options.addAll(List.of("--label", "0"));
        }
        if (!labelled) {
            options.addAll(List.of("--no-label", "--blank", "row"));
        }
        if (damaged) {
            int at = random.nextInt(count);
            String start = lines.get(at).isEmpty() ? "0:1" : lines.get(at).replaceFirst(" #.*", "");
            String more = any(List.of(
                    " " + features.size() + ":1",
                    " 0:1 0:2",
                    " x",
                    " 0:0x1p3",
                    " -1:1",
                    " 0:2d",
                    " 99999999999:1",
                    " 0:",
                    " 0: 1",
                    " :1",
                    " 0:1,5"));
            lines.set(at, start + more);
            if (!sure || !pairs) {
                options.addAll(options.contains("--format") ? List.of() : List.of("--format", "libsvm"));
            }
        }
        return done(
                any(List.of("rows.svm", "rows.txt", "rows.libsvm")),
                String.join(end, lines),
                String.join(end, plain),
                false,
                "libsvm");
    }

    private List<String> pairs(int row) {
        var pairs = new ArrayList<String>();
        for (int feature = 0; feature < features.size(); feature++) {
            int at = row * features.size() + feature;
            boolean missing = Double.isNaN(rows[at]);
            if (library == Library.XGBOOST ? !missing : missing || rows[at] != 0 || chance(2)) {
                pairs.add(feature + ":" + (missing ? any(List.of("nan", "NA", "NaN")) : text[at]));
            }
        }
        if (chance(3)) {
            Collections.shuffle(pairs, random);
        }
        return pairs;
    }

    // Both.

    private RowFileCase done(String name, String content, String plain, boolean plainHeader, String plainFormat) {
        boolean packed = chance(10);
        boolean mark = chance(10);
        byte[] bytes = ((mark ? "\uFEFF" : "")
                        + content
                        + (!content.isEmpty() && !content.endsWith(end) && chance(5) ? "" : end))
                .getBytes(StandardCharsets.UTF_8);
        return new RowFileCase(
                name + (packed ? ".gz" : ""),
                packed ? packed(bytes) : bytes,
                List.copyOf(options),
                damaged,
                rows,
                plain + end,
                plainHeader,
                plainFormat);
    }

    private static byte[] packed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
