package dev.fairlead.server;

import dev.fairlead.evaluate.EvaluationTable;
import dev.fairlead.evaluate.MetricRow;
import dev.fairlead.experiment.distribution.StudentT;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.server.MarketStudy.Outcome;
import dev.fairlead.server.MarketStudy.Policy;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "market",
        mixinStandardHelpOptions = true,
        description = {
            "The whole feed against the heuristic in simulated markets, each lived through under every policy.",
            "Intervals are over seeds (Student's t); gains are over the heuristic in the same world, in percent."
        })
final class EvaluateMarketCommand implements Callable<Integer> {
    private static final Policy BASELINE = Policy.HEURISTIC;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Markets to live through, of seeds 1 to N; at least 2 (default: ${DEFAULT-VALUE}).")
    private int seeds = 5;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Users of each market (default: ${DEFAULT-VALUE}).")
    private int users = 3_000;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "35",
            description = "Days of each market; the last 14 are measured (default: ${DEFAULT-VALUE}).")
    private int days = 35;

    @Option(names = "--config", paramLabel = "FILE", description = "The feed's numbers; defaults for the rest.")
    private Optional<Path> configFile = Optional.empty();

    /** A measure of what a policy brought. @param better whether more is better, so that a gain says something */
    private record Measure(String name, boolean gains, ToDoubleFunction<Outcome> of) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("gmv-per-session", true, o -> o.score().gmvPerSession()),
            new Measure("conversion", true, o -> o.score().conversion()),
            new Measure("expected-gmv-per-slate", true, Outcome::expectedGmv),
            new Measure("net-gmv-per-session", true, o -> o.score().netGmvPerSession()),
            new Measure("margin-per-session", true, o -> o.score().marginPerSession()),
            new Measure("sessions-per-user", true, o -> o.score().sessionsPerUser()),
            new Measure("clicks-per-slot", true, o -> o.score().clickRate()),
            new Measure("categories-per-slate", true, o -> o.score().categories()),
            new Measure("new-seller-share", false, o -> o.score().newSellerSlots()),
            new Measure("sold-out-slots", false, Outcome::soldOut));

    @Override
    public Integer call() throws IOException {
        if (seeds < 2 || days < 22) {
            throw new Refusal("--seeds must be at least 2 for an interval, and --days at least 22");
        }
        FeedConfig config = configFile
                .map(FeedConfig::read)
                .orElseGet(() -> FeedConfig.defaults().with("candidates", "200"));
        List<Map<Policy, Outcome>> worlds = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(1, seeds).toArray()) {
            System.err.println("simulated market, seed " + seed + " of " + seeds);
            MarketStudy study = new MarketStudy(
                    MarketConfig.small(seed, users, days), days - 14, config, line -> System.err.println("  " + line));
            worlds.add(study.run(List.of(Policy.values())));
        }
        List<MetricRow> rows = rows(worlds);
        json.print("simulated markets (SIMULATED), seeds 1 to " + seeds + ": " + users + " users, " + (days - 14)
                + " days under the heuristic, then 14 days measured under each policy;\n"
                + "95 % intervals over seeds; gains over the heuristic in percent\n\n" + EvaluationTable.text(rows));
        json.write(rows, MetricRow::write);
        return 0;
    }

    private static List<MetricRow> rows(List<Map<Policy, Outcome>> worlds) {
        List<MetricRow> rows = new ArrayList<>();
        for (Policy policy : Policy.values()) {
            for (Measure measure : MEASURES) {
                double[] values = values(worlds, policy, measure);
                rows.add(row(policy, measure.name, values));
                if (measure.gains && policy != BASELINE) {
                    double[] base = values(worlds, BASELINE, measure);
                    double[] gains = new double[values.length];
                    Arrays.setAll(gains, i -> 100 * (values[i] / base[i] - 1));
                    rows.add(row(policy, measure.name + "-gain", gains));
                }
            }
        }
        return rows;
    }

    private static double[] values(List<Map<Policy, Outcome>> worlds, Policy policy, Measure measure) {
        return worlds.stream()
                .mapToDouble(world -> measure.of.applyAsDouble(Objects.requireNonNull(world.get(policy))))
                .toArray();
    }

    /** Mean over seeds and the t interval around it. */
    private static MetricRow row(Policy policy, String metric, double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
        double half = new StudentT(n - 1).quantile(0.975) * Math.sqrt(variance / n);
        return new MetricRow(policy.label(), metric, "all", mean, mean - half, mean + half, n);
    }
}
