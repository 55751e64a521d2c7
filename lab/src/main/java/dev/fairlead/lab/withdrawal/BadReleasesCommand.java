package dev.fairlead.lab.withdrawal;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.evaluation.EvaluationTable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bad-releases",
        mixinStandardHelpOptions = true,
        description = {
            "Launch releases that are ill, and a sound one, in simulated markets on a real node, under one watched plan: how many are",
            "taken back, after how many decisions and how much simulated time, and whether only the market that is hurt goes back.",
            "Fails if a bad release is not taken back in every market."
        })
public final class BadReleasesCommand implements PluginCommand {
    /** Held, so that its level is. */
    private static final Logger FAILURES = Logger.getLogger("dev.fairlead.decide.FallbackDecider");

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Markets to live through, of seeds 1 to N (default: ${DEFAULT-VALUE}).")
    private int seeds = 20;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Markets at the same time (default: ${DEFAULT-VALUE}).")
    private int parallel = 1;

    @Option(names = "--users", paramLabel = "N", description = "Users of each market (default: ${DEFAULT-VALUE}).")
    private int users = 1_500;

    @Option(
            names = "--days",
            paramLabel = "N",
            description =
                    "Days that a launch runs at most, after seven days under the heuristic (default: ${DEFAULT-VALUE}).")
    private int days = 10;

    @Option(
            names = "--release",
            paramLabel = "KIND",
            description = "Only these kinds of release; may be given several times: ${COMPLETION-CANDIDATES}.")
    private List<BadRelease> releases = List.of();

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || users < 100 || days < 1 || parallel < 1) {
            throw new UserException("--seeds, --days and --parallel must be at least 1, and --users at least 100");
        }
        FAILURES.setLevel(Level.OFF); // that one throws is what is studied
        List<BadRelease> which = releases.isEmpty() ? List.copyOf(EnumSet.allOf(BadRelease.class)) : releases;
        BadReleaseStudy study = new BadReleaseStudy(users, days, line -> System.err.println("  " + line));
        study.run(seeds, which, parallel);
        List<MetricRow> rows = study.rows();
        json.print("simulated markets (SIMULATED), seeds 1 to " + seeds + ": " + users
                + " users, seven days under the heuristic, then a launch of " + days
                + " days at most;\nshares with exact 95 % intervals; decisions are those that the release gave\n\n"
                + EvaluationTable.text(rows) + "\ntaken back by\n\n" + study.guardrails());
        json.write(rows, MetricRow::write);
        return study.missed() ? 1 : 0;
    }
}
