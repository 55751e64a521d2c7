package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.PredictRun;
import dev.fairlead.trees.NativeLightGbm.Kind;
import dev.fairlead.trees.NativeXgBoost.Refused;
import dev.fairlead.trees.NativeXgBoost.Training;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code trees predict} on random files beside native LightGBM and two versions of native XGBoost. Scores of LightGBM models
 * and leaves of XGBoost models must be those of the rows that the file means; and those of the library's own reader of files,
 * unless the command says on standard error that it reads something otherwise. Damaged files must be refused. How many files:
 * {@code -Dfairlead.rowfiles}, and which: {@code -Dfairlead.rowfiles.seed}.
 */
class RowFilesTest {
    private static final int FILES = Integer.getInteger("fairlead.rowfiles", 300);
    private static final int SEED = Integer.getInteger("fairlead.rowfiles.seed", 17);

    /** What came of a file. */
    private enum Outcome {
        /** Scored as the library scores it. */
        EQUAL,
        /** Scored as the library scores the rows, whose own reader refuses the file. */
        ONLY_HERE,
        /** The library's own reader finds other rows, and the command said so. */
        SAID,
        /** Damaged and refused. */
        REFUSED
    }

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    @Test
    void filesOfLightGbmModels() throws IOException {
        for (int i = 0; i < FILES / 2; i++) {
            GrownModel grown = grown();
            String text = chance(4) ? grown.text().replace(" Column_", " ").replace("=Column_", "=") : grown.text();
            Path model = Files.writeString(folder.resolve("model.txt"), text);
            TreeEnsemble read = TreeEnsemble.parse(text);
            RowFileCase file = RowFileGenerator.next(random, Library.LIGHTGBM, read.featureNames());
            String where = "file " + i;
            List<double[]> found = predict(model, file, "--raw", where);
            if (!file.refused()) {
                try (var oracle = new NativeLightGbm(text)) {
                    int count = file.rows().length / read.features();
                    double[] expected = oracle.predict(file.rows(), count, Kind.RAW, count * read.classes());
                    requireSame(where, file, expected, found);
                    compareFile(oracle, file, found, where);
                }
            }
        }
        report("LightGBM");
    }

    /** LightGBM's thresholds end at 1e300, where its reader of files takes 1e308 for infinity. */
    private GrownModel grown() {
        GrownModel model = grow();
        return model.text().contains("E308") ? grown() : model;
    }

    private GrownModel grow() {
        int features = 1 + random.nextInt(6);
        int classes = chance(5) ? 3 : 1;
        return new GrownModel(
                features,
                classes,
                "lambdarank",
                false,
                IntStream.range(0, classes * (1 + random.nextInt(3)))
                        .mapToObj(_ -> GrownTree.grow(random, features, 2 + random.nextInt(10), chance(3), false))
                        .toList());
    }

    private void compareFile(NativeLightGbm oracle, RowFileCase file, List<double[]> found, String where)
            throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), file.plain());
        List<double[]> byFile;
        try {
            byFile = oracle.predict(
                    plain, file.plainHeader(), file.plainFormat().equals("libsvm"), folder.resolve("native"));
        } catch (IllegalStateException refused) {
            count(Outcome.ONLY_HERE);
            return;
        }
        requireSameOrSaid(where, file, byFile, found);
    }

    @Test
    void filesOfXgBoostModels() throws Exception {
        List<NativeXgBoost> versions = NativeXgBoost.both();
        List<byte[]> models = models(versions.getFirst());
        for (int i = 0; i < FILES - FILES / 2; i++) {
            byte[] bytes = models.get(i % models.size());
            Path model = Files.write(folder.resolve("model.ubj"), bytes);
            TreeEnsemble read = TreeEnsemble.parse(bytes);
            RowFileCase file = RowFileGenerator.next(random, Library.XGBOOST, read.featureNames());
            String where = "file " + i;
            List<double[]> found = predict(model, file, "--leaf", where);
            if (!file.refused()) {
                var floats = new float[file.rows().length];
                IntStream.range(0, floats.length).forEach(at -> floats[at] = (float) file.rows()[at]);
                for (NativeXgBoost version : versions) {
                    version.load(bytes);
                    float[][] expected = version.predict(floats, read.features(), 0, NativeXgBoost.Kind.LEAVES);
                    requireSame(
                            where,
                            file,
                            rows(expected).stream()
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray(),
                            found);
                    compareFile(version, file, found, where);
                }
            }
        }
        for (NativeXgBoost version : versions) {
            version.close();
        }
        report("XGBoost");
    }

    private void compareFile(NativeXgBoost version, RowFileCase file, List<double[]> found, String where)
            throws IOException {
        if (file.plain().isBlank()) {
            // XGBoost's process ends at such a file.
            count(Outcome.ONLY_HERE);
            return;
        }
        Path plain = Files.writeString(folder.resolve("plain"), file.plain());
        List<double[]> byFile;
        try {
            byFile = rows(version.predict(plain, file.plainFormat(), NativeXgBoost.Kind.LEAVES));
        } catch (Refused refused) {
            count(Outcome.ONLY_HERE);
            return;
        } catch (EOFException ended) {
            throw new IllegalStateException(where + ": XGBoost's process ended at " + file.plain(), ended);
        }
        requireSameOrSaid(where, file, byFile, found);
    }

    private static List<double[]> rows(float[][] rows) {
        return Arrays.stream(rows)
                .map(row ->
                        IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray())
                .toList();
    }

    /** Models of 1 to 8 features. */
    private List<byte[]> models(NativeXgBoost version) throws IOException, Refused {
        var models = new ArrayList<byte[]>();
        for (int features = 1; features <= 8; features++) {
            var rows = new float[300 * features];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = chance(5) ? Float.NaN : chance(2) ? random.nextInt(-2, 10) : random.nextInt(-40, 40) / 8f;
            }
            var labels = new float[300];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (float) random.nextGaussian();
            }
            models.add(version.train(
                    Map.of("objective", "reg:squarederror", "max_depth", "5", "nthread", "1", "eta", "1"),
                    4,
                    "ubj",
                    new Training(rows, features, 0, labels, new int[0])));
        }
        return models;
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    /** What the command said of the file of which {@link #predict} gave the scores. */
    private String said = "";

    /** The command's numbers; none if it refused the file, as it must a damaged one. */
    private List<double[]> predict(Path model, RowFileCase file, String what, String where) throws IOException {
        Path data = Files.write(folder.resolve(file.name()), file.content());
        Path out = folder.resolve("out.csv");
        PredictRun run = PredictRun.of(Stream.concat(
                        Stream.of(
                                "--model", model.toString(), "--data", data.toString(), "--out", out.toString(), what),
                        file.options().stream())
                .toList());
        Files.delete(data);
        said = run.said();
        assertEquals(file.refused() ? 1 : 0, run.status(), () -> where + ": " + said + shown(file));
        if (file.refused()) {
            assertTrue(said.contains(data.toString()), said);
            count(Outcome.REFUSED);
            return List.of();
        }
        return Files.readAllLines(out).stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    private void requireSame(String where, RowFileCase file, double[] expected, List<double[]> found) {
        double[] all = found.stream().flatMapToDouble(Arrays::stream).toArray();
        assertTrue(
                Arrays.equals(expected, all),
                () -> where + ": " + Arrays.toString(all) + " and the library says " + Arrays.toString(expected)
                        + " of " + shown(file) + said);
    }

    private void requireSameOrSaid(String where, RowFileCase file, List<double[]> byFile, List<double[]> found) {
        boolean same = Arrays.deepEquals(byFile.toArray(), found.toArray());
        boolean told = said.contains("own file reader") || said.contains("blank lines");
        assertTrue(
                same || told,
                () -> where + ": " + Arrays.deepToString(found.toArray()) + " and the library's reader finds "
                        + Arrays.deepToString(byFile.toArray()) + " in " + file.plain() + " for " + shown(file) + said);
        count(same ? Outcome.EQUAL : Outcome.SAID);
    }

    private static String shown(RowFileCase file) {
        return "\n" + file.name() + " " + file.options() + "\n" + new String(file.content(), StandardCharsets.UTF_8)
                + "\n";
    }

    private void count(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private void report(String library) {
        System.out.println("row files of " + library + " models, 0 silent differences: " + outcomes);
    }
}
