package dev.fairlead.cli.experiment.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import dev.fairlead.experiment.analysis.AnalysisOptions;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.plan.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worked examples of the documentation, on the real data, beside computations from all their rows. */
@Tag("conformance")
class AnalyzeConformanceTest {
    private static final Path DATA = Path.of(System.getProperty("fairlead.data", ""));
    private static final Path HILLSTROM = DATA.resolve("hillstrom/hillstrom.csv.gz");
    private static final Path COOKIE_CATS = DATA.resolve("cookie-cats/cookie_cats.csv.gz");

    private static Plan plan(String name) throws IOException {
        Path examples = Path.of("..", "docs", "examples");
        return Plan.read(Files.readString(examples.resolve(name)));
    }

    private static Readout read(Plan plan, Path file, Source source) {
        return UnitScan.analysis(file, plan, source, Optional.empty()).result(AnalysisOptions.unlocked());
    }

    private static Readout hillstrom(Plan plan) {
        return read(plan, HILLSTROM, new Source(Optional.empty(), "segment", Optional.empty(), List.of()));
    }

    /** Lines split at the commas that an even number of quotes follows. */
    private static List<String[]> rows(Path file) throws IOException {
        var rows = new ArrayList<String[]>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            lines.lines().forEach(line -> rows.add(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")));
        }
        return rows;
    }

    private static double[] column(List<String[]> rows, String arm, int column) {
        return rows.stream()
                .filter(row -> row[8].equals(arm))
                .mapToDouble(row -> Double.parseDouble(row[column]))
                .toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    /** The sum of products of distances from the means. */
    private static double products(double[] one, double[] other) {
        double m = mean(one);
        double k = mean(other);
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - m) * (other[i] - k);
        }
        return sum;
    }

    private static Effect effect(Readout readout, String metric, String arm) {
        return Stream.concat(
                        readout.effects().stream(),
                        readout.guardrails().stream().map(guarded -> guarded.effect()))
                .filter(effect -> effect.name().equals(metric) && effect.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hillstromsDifferencesAreThoseOfNaiveSums() throws IOException {
        List<String[]> rows = rows(HILLSTROM);
        Readout plain =
                hillstrom(Plan.read(plan("hillstrom.json").json().canonical().replace("[\"history\"]", "[]")));
        int compared = 0;
        for (String arm : List.of("Mens E-Mail", "Womens E-Mail")) {
            int column = 9;
            for (String metric : List.of("visit", "conversion", "spend")) {
                double[] control = column(rows, "No E-Mail", column);
                double[] treatment = column(rows, arm, column);
                Effect effect = effect(plain, metric, arm);
                double variance = metric.equals("spend")
                        ? sampled(control) + sampled(treatment)
                        : binomial(control) + binomial(treatment);
                assertEquals(mean(treatment) - mean(control), effect.reading().value(), 1e-12);
                assertEquals(Math.sqrt(variance), effect.reading().standardError(), 1e-12);
                assertEquals(control.length, effect.units()[0]);
                compared += 3;
                column++;
            }
        }
        System.out.println("hillstrom: " + compared + " numbers as by naive sums");
    }

    private static double sampled(double[] values) {
        return products(values, values) / (values.length - 1.0) / values.length;
    }

    private static double binomial(double[] values) {
        return mean(values) * (1 - mean(values)) / values.length;
    }

    /** ȳ less θ times the difference of the mean history, θ from deviations within both arms. */
    @Test
    void cupedOnHistoryIsARegressionByHand() throws IOException {
        List<String[]> rows = rows(HILLSTROM);
        Readout readout = hillstrom(plan("hillstrom.json"));
        for (String arm : List.of("Mens E-Mail", "Womens E-Mail")) {
            double[] y0 = column(rows, "No E-Mail", 11);
            double[] y1 = column(rows, arm, 11);
            double[] x0 = column(rows, "No E-Mail", 2);
            double[] x1 = column(rows, arm, 2);
            double theta = (products(x0, y0) + products(x1, y1)) / (products(x0, x0) + products(x1, x1));
            double expected = mean(y1) - mean(y0) - theta * (mean(x1) - mean(x0));
            Effect spend = effect(readout, "spend", arm);
            assertEquals(expected, spend.reading().value(), 1e-10);
            assertEquals("welch+cuped", spend.method());
        }
        assertInstanceOf(Verdict.Ship.class, readout.verdicts().getFirst().verdict());
    }

    /** 44,700 against 45,489 units: χ² with one degree of freedom, whose tail is that of a normal. */
    @Test
    void cookieCatsIsStoppedByItsSampleRatio() throws IOException {
        Readout readout = read(
                plan("cookie-cats.json"),
                COOKIE_CATS,
                new Source(Optional.of("userid"), "version", Optional.empty(), List.of()));
        double z = (45_489 - 44_700) / Math.sqrt(90_189);
        assertEquals(2 * Normal.upper(z), readout.health().sampleRatioP(), 1e-12);
        assertEquals(0.0086, readout.health().sampleRatioP(), 5e-5);
        assertInstanceOf(Verdict.Invalid.class, readout.verdicts().getFirst().verdict());
        Verdict otherwise = readout.verdicts().getFirst().otherwise().orElseThrow();
        assertInstanceOf(Verdict.DoNotShip.class, otherwise);
        assertTrue(otherwise.reasons().getLast().sentence().startsWith("retention-7 is worse"), otherwise::toString);
        assertEquals(44_700, readout.health().arms().getFirst().units());
        Effect week = effect(readout, "retention-7", "gate_40");
        assertEquals(-0.0082, week.reading().value(), 5e-5);
        assertTrue(week.reading().interval().high() < 0);
    }

    /** What stops it is said before anything else, and what would have been said comes last and apart. */
    @Test
    void cookieCatsSaysFirstThatNothingIsDecided() {
        CliRun run = CliRun.of(
                        "experiment",
                        "analyze",
                        "--plan=../docs/examples/cookie-cats.json",
                        "--data=" + COOKIE_CATS,
                        "--arm-column=version",
                        "--unit-column=userid")
                .expect(1);
        List<String> lines = run.out().lines().toList();
        assertEquals("NO DECISION: the comparison is invalid", lines.getFirst());
        assertTrue(lines.get(1).contains("44700 : 45489 units, p = 0.0086"), lines.get(1));
        int otherwise = lines.indexOf("had every check passed, it would have said (this decides nothing)");
        assertTrue(otherwise > lines.indexOf("gate_40: invalid"), run.out());
        assertEquals("  gate_40: do-not-ship", lines.get(otherwise + 1));
    }
}
