package dev.fairlead.server;

import dev.fairlead.evaluate.EvaluationTable;
import dev.fairlead.evaluate.MetricRow;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        description = {
            "Mistakes that many teams make once, made on purpose in simulated markets, each beside its cure: training on clicks",
            "alone, training without propensities, ranking without a quota for new sellers, a skewed feature, sold-out items."
        })
final class EvaluateFailuresCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws IOException {
        if (seeds < 2 || days < 22) {
            throw new Refusal("--seeds must be at least 2 for an interval, and --days at least 22");
        }
        FailureStudy study = new FailureStudy(SimulatedMarket.config(), line -> System.err.println("  " + line));
        for (long seed = 1; seed <= seeds; seed++) {
            System.err.println("simulated market, seed " + seed + " of " + seeds);
            study.run(MarketConfig.small(seed, users, days), days - 14);
        }
        json.print("simulated markets (SIMULATED), seeds 1 to " + seeds + ": " + users + " users, " + (days - 14)
                + " days under the heuristic, then 14 days measured;\n95 % intervals over seeds\n\n"
                + EvaluationTable.text(study.figures())
                + "\nthe mistake against its cure in the same markets, in percent\n\n"
                + EvaluationTable.text(study.changes()));
        json.write(
                Stream.concat(study.figures().stream(), study.changes().stream())
                        .toList(),
                MetricRow::write);
        return 0;
    }
}
