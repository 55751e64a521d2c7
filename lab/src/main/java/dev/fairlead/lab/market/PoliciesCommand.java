package dev.fairlead.lab.market;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.evaluation.EvaluationTable;
import dev.fairlead.sim.MarketConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "policies",
        mixinStandardHelpOptions = true,
        description = {
            "Estimate what five policies would bring from the logged decisions of another, in a simulated market where the truth",
            "is known; over and over, to see how often the intervals hold it."
        })
public final class PoliciesCommand implements PluginCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--runs", paramLabel = "N", defaultValue = "100", description = "Logs (default: ${DEFAULT-VALUE}).")
    private int runs = 100;

    @Option(
            names = "--decisions",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Decisions of a log (default: ${DEFAULT-VALUE}).")
    private int decisions = 20_000;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Users of the market (default: ${DEFAULT-VALUE}).")
    private int users = 2_000;

    @Option(names = "--seed", defaultValue = "1", description = "Of the market (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        if (runs < 2 || decisions < 100 || users < 100) {
            throw new UserException("--runs must be at least 2, --decisions and --users at least 100");
        }
        FeedConfig config = SimulatedMarket.config();
        MarketConfig world =
                new MarketConfig(seed, users, 2_000, 200, 21, Instant.parse("2026-01-05T00:00:00Z"), 20, 0.24, 0.02);
        FrozenMarket market = FrozenMarket.live(world, config, line -> System.err.println("  " + line));
        OffPolicyStudy study = new OffPolicyStudy(market, config, line -> System.err.println("  " + line));
        List<MetricRow> rows = study.run(runs, decisions);
        json.print("simulated market (SIMULATED), seed " + seed + ": " + runs + " logs of " + decisions
                + " decisions by the heuristic with its rules, every second slate drawn evenly;\n"
                + "estimates by slots (independent IPS, self-normalised); gmv in euros\n\n"
                + EvaluationTable.text(rows));
        json.write(rows, MetricRow::write);
        return 0;
    }
}
