package dev.fairlead.lab.guardrails;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.experiment.validity.RejectionRate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "simulate-interactions",
        mixinStandardHelpOptions = true,
        description = {
            "Simulate pairs of launches on the same units, without an interaction and with one planted: for how many of them one is",
            "reported, at 0.05 over three metrics together. Fails if the false alarms are not at the stated rate."
        })
public final class SimulateInteractionsCommand implements PluginCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Simulated pairs of each case (default: ${DEFAULT-VALUE}).")
    private int runs = 10_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    private record Row(String what, String metric, RejectionRate rate) {}

    @Override
    public String parent() {
        return "experiment";
    }

    @Override
    public Integer call() throws IOException {
        RejectionRate none = InteractionSimulation.run(false, runs, seed);
        RejectionRate planted = InteractionSimulation.run(true, runs, seed + 1);
        List<Row> rows =
                List.of(new Row("none planted", "false alarms", none), new Row("one planted", "power", planted));
        StringBuilder text = new StringBuilder("pairs of launches for which an interaction is reported, "
                + InteractionSimulation.UNITS + " units in both, alpha 0.05, simulated\n");
        rows.forEach(row -> text.append(String.format(
                Locale.ROOT,
                "%-13s  %-12s  %.4f  (%.4f to %.4f)%n",
                row.what,
                row.metric,
                row.rate.share(),
                row.rate.limits(0.95).low(),
                row.rate.limits(0.95).high())));
        json.print(text.toString());
        json.write(rows, (row, out) -> {
            out.text("case", row.what);
            out.text("subject", "fairlead");
            out.text("metric", row.metric);
            out.text("unit", "share");
            out.number("value", row.rate.share());
            out.number("low", row.rate.limits(0.95).low());
            out.number("high", row.rate.limits(0.95).high());
            out.whole("n", row.rate.runs());
            out.text("data", "simulated");
        });
        return none.atMost(InteractionSimulation.ALPHA) ? 0 : 1;
    }
}
