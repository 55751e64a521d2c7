package dev.fairlead.lab.guardrails;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "simulate-guardrails",
        mixinStandardHelpOptions = true,
        description = {
            "Simulate ramps that do no harm, and ramps that hurt one guardrail: how many are taken back by a launch's watch, by",
            "the rule of twice control's rate, and by a Mann-Whitney canary judge, on the same data.",
            "Fails if the watch takes back more of the harmless ones than its alpha."
        })
public final class SimulateGuardrailsCommand implements PluginCommand {
    private static final int[] GUARDRAILS = {1, 3, 5, 10};

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Simulated ramps of each case (default: ${DEFAULT-VALUE}).")
    private int runs = 10_000;

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
        List<RampSimulation.Row> rows = new ArrayList<>();
        for (int guardrails : GUARDRAILS) {
            rows.addAll(RampSimulation.run(guardrails, false, runs, seed));
            rows.addAll(RampSimulation.run(guardrails, true, runs, seed));
        }
        json.print(table(rows));
        json.write(rows, SimulateGuardrailsCommand::fields);
        return rows.stream().anyMatch(RampSimulation.Row::off) ? 1 : 0;
    }

    private static String table(List<RampSimulation.Row> rows) {
        return rows.stream()
                .map(SimulateGuardrailsCommand::line)
                .collect(Collectors.joining(
                        "\n",
                        "taken back by the time that so many of the planned units are in, alpha 0.05, simulated\n",
                        "\n"));
    }

    private static String line(RampSimulation.Row row) {
        return String.format(
                Locale.ROOT,
                "%-8s  %2d guardrails  %3d %%  %-20s %.4f  (%.4f to %.4f)",
                row.harm() ? "harm" : "no harm",
                row.guardrails(),
                row.percent(),
                row.judge(),
                row.rate().share(),
                row.rate().limits(0.95).low(),
                row.rate().limits(0.95).high());
    }

    private static void fields(RampSimulation.Row row, FieldWriter out) {
        out.text(
                "case",
                (row.harm() ? "harm" : "no harm") + ", " + row.guardrails() + " guardrails, " + row.percent()
                        + " % of the units");
        out.text("subject", row.judge());
        out.text("metric", row.harm() ? "power" : "false rollbacks");
        out.text("unit", "share");
        out.number("value", row.rate().share());
        out.number("low", row.rate().limits(0.95).low());
        out.number("high", row.rate().limits(0.95).high());
        out.whole("n", row.runs());
        out.text("data", "simulated");
    }
}
