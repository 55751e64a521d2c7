package dev.fairlead.lab.demo;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.launch.LaunchText;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.launch.Launch;
import dev.fairlead.learn.MetricRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "launch",
        mixinStandardHelpOptions = true,
        description = {
            "A release from a file to everybody in a simulated market: forecast, gates, shadow, ramp, promotion, review.",
            "Nobody does anything but who must approve a step. Fails if the release does not come to serve everybody."
        })
public final class LaunchLoopCommand implements PluginCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--users", paramLabel = "N", description = "Users of the market (default: ${DEFAULT-VALUE}).")
    private int users = 1_400;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same launch (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        if (users < DemoLoop.LEAST_USERS) {
            throw new UserException("--users must be at least " + DemoLoop.LEAST_USERS
                    + ": fewer leave too little to train on and to compare");
        }
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            LaunchLoop.Result result = new LaunchLoop(
                            folder.path(), FeedConfig.defaults(), seed, users, line -> System.err.println("  " + line))
                    .run();
            json.print("simulated market, seed " + seed + "\n\nforecast\n" + LaunchText.forecast(result.forecast())
                    + "\n\njournal\n" + LaunchText.journal(result.journal()) + "\n\nstatus\n"
                    + LaunchText.status(result.status()) + "\n\nreview\n" + LaunchText.review(result.review()));
            json.write(rows(result.review()), MetricRow::write);
            return result.launch().status() == Launch.Status.COMPLETED ? 0 : 1;
        }
    }

    /** Relative changes that were foreseen, and those that came. */
    private static List<MetricRow> rows(Json.Obj review) {
        List<MetricRow> rows = new ArrayList<>();
        for (Members row : Members.of(review, "").objects("outcomes")) {
            for (String which : List.of("forecast", "outcome")) {
                row.number(which)
                        .ifPresent(lift -> rows.add(new MetricRow(
                                which,
                                row.requiredText("metric") + "-lift",
                                "all",
                                lift,
                                row.number(which + "_low").orElse(Double.NaN),
                                row.number(which + "_high").orElse(Double.NaN),
                                (long) row.requiredNumber(which.equals("forecast") ? "forecast_decisions" : "units"))));
            }
        }
        return rows;
    }
}
