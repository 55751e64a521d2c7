package dev.fairlead.lab.onboarding;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate-onboarding",
        mixinStandardHelpOptions = true,
        description = {
            "Simulate experiments on onboarding whose true effects are known: how often the reported interval contains the truth, in all",
            "and by slice, with invites within groups, with encouragement that not all follow, and by latency; and how often a",
            "difference of attrition blocks the verdict. Fails if one of these does not hold beyond chance."
        })
public final class SimulateOnboardingCommand implements PluginCommand {
    private static final int LEAST_USERS = 1_000;
    private static final int EVERY = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--runs", paramLabel = "N", description = "Simulated worlds (default: ${DEFAULT-VALUE}).")
    private int runs = 200;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "New users of each experiment, at least 1000 (default: ${DEFAULT-VALUE}).")
    private int users = 20_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public String parent() {
        return "experiment";
    }

    @Override
    public Integer call() throws IOException {
        if (runs < 1 || users < LEAST_USERS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--runs must be at least 1 and --users at least " + LEAST_USERS + "; they are " + runs + " and "
                            + users);
        }
        List<StudyRow> rows = StudyRow.of(runs, users, seed, this::progress);
        json.print(table(rows));
        json.write(rows, SimulateOnboardingCommand::fields);
        return rows.stream().anyMatch(StudyRow::off) ? 1 : 0;
    }

    private void progress(int done) {
        if (done % EVERY == 0) {
            spec.commandLine().getErr().println(done + " of " + runs + " worlds");
        }
    }

    private static String table(List<StudyRow> rows) {
        return rows.stream()
                .map(SimulateOnboardingCommand::line)
                .collect(Collectors.joining(
                        "\n",
                        "share of worlds whose 95 % interval contains the true effect on activation within 7 days, simulated;"
                                + "\nof attrition: whose verdict is blocked\n",
                        "\n"));
    }

    private static String line(StudyRow row) {
        return String.format(
                Locale.ROOT,
                "%-26s %-19s %.3f  (%.3f to %.3f)  true %+.4f  mean estimate %+.4f",
                row.experiment(),
                row.subject(),
                row.rate().share(),
                row.rate().limits(0.95).low(),
                row.rate().limits(0.95).high(),
                row.truth(),
                row.estimate());
    }

    private static void fields(StudyRow row, FieldWriter out) {
        out.text("case", row.experiment());
        out.text("subject", row.subject());
        out.text("metric", row.check() ? "blocked" : "coverage");
        out.text("unit", "share");
        out.number("value", row.rate().share());
        out.number("low", row.rate().limits(0.95).low());
        out.number("high", row.rate().limits(0.95).high());
        out.whole("n", row.runs());
        out.number("truth", row.truth());
        out.number("estimate", row.estimate());
        out.text("data", "simulated");
    }
}
