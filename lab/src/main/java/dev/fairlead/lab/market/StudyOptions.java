package dev.fairlead.lab.market;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.distribution.StudentT;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.sim.MarketConfig;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Which simulated markets are lived through. The last {@value #MEASURED} days of each are measured. */
final class StudyOptions {
    static final int MEASURED = 14;

    private static final int LEAST_DAYS = 22;

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

    /** @throws UserException if no interval or no training is possible */
    void check() {
        if (seeds < 2 || days < LEAST_DAYS) {
            throw new UserException("--seeds must be at least 2 for an interval, and --days at least " + LEAST_DAYS);
        }
    }

    int seeds() {
        return seeds;
    }

    int historyDays() {
        return days - MEASURED;
    }

    MarketConfig of(long seed) {
        return MarketConfig.small(seed, users, days);
    }

    /** The mean over markets with Student's t interval of 95 %. */
    static MetricRow row(String policy, String metric, double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
        double half = new StudentT(n - 1).quantile(0.975) * Math.sqrt(variance / n);
        return new MetricRow(policy, metric, "all", mean, mean - half, mean + half, n);
    }

    @Override
    public String toString() {
        return "simulated markets (SIMULATED), seeds 1 to " + seeds + ": " + users + " users, " + historyDays()
                + " days under the heuristic, then " + MEASURED + " days measured";
    }
}
