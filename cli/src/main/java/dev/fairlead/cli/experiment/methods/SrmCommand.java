package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.validity.RunningSampleRatio;
import dev.fairlead.experiment.validity.SampleRatio;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "srm",
        mixinStandardHelpOptions = true,
        description = {
            "Watch the sample ratio unit by unit: a p-value that holds at whatever time it is read, and when it first spoke.",
            "Exit status 1 if it speaks against the planned weights. JSON rows: policy, metric, slice, value, low, high, n;",
            "metrics are units, running-p, fixed-p (to be read once, by chi-squared) and first-at."
        },
        footerHeading = "%nExample:%n",
        footer =
                "  fairlead experiment srm --data exposures.csv --arm-column arm --time-column at --weight control=1 --weight b=1")
public final class SrmCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "A row per unit, CSV or Parquet.")
    private Path data = Path.of("");

    @Option(names = "--arm-column", required = true, paramLabel = "NAME", description = "Names of arms.")
    private String arm = "";

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description = "When units entered, as texts that sort by time (default: the table is in this order).")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--weight",
            required = true,
            paramLabel = "ARM=W",
            description = "An arm's planned weight, of each arm.")
    private Map<String, Double> weights = new LinkedHashMap<>();

    @Option(
            names = "--alpha",
            defaultValue = "0.01",
            description = "At which p-value the ratio is off (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
            names = "--concentration",
            defaultValue = "100",
            description = "How near the plan a mismatch is sought: more is nearer (default: ${DEFAULT-VALUE}).")
    private double concentration;

    private record Entry(String time, int arm) {}

    @Override
    public Integer call() throws IOException {
        List<String> names = List.copyOf(weights.keySet());
        List<Entry> entries = entries(names);
        try {
            var plan = new SampleRatio(
                    weights.values().stream().mapToDouble(Double::doubleValue).toArray());
            var running = new RunningSampleRatio(plan, concentration);
            long first = 0;
            for (int i = 0; i < entries.size(); i++) {
                running.accept(entries.get(i).arm());
                first = first == 0 && running.p() <= alpha ? i + 1 : first;
            }
            report(names, plan, running, first, entries);
            return first > 0 ? 1 : 0;
        } catch (IllegalArgumentException e) {
            throw new UserException(data + ": " + e.getMessage());
        }
    }

    private List<Entry> entries(List<String> names) {
        var entries = new ArrayList<Entry>();
        List<String> columns = time.isPresent() ? List.of(arm, time.get()) : List.of(arm);
        TableRows.read(data, columns, row -> {
            int number = names.indexOf(row.text(0));
            if (number < 0) {
                throw new UserException(
                        data + ", row " + row.number() + ": there is no --weight for the arm '" + row.text(0) + "'");
            }
            entries.add(new Entry(time.isPresent() ? row.text(1) : "", number));
        });
        if (time.isPresent()) {
            entries.sort(Comparator.comparing(Entry::time));
        }
        return entries;
    }

    private void report(
            List<String> names, SampleRatio plan, RunningSampleRatio running, long first, List<Entry> entries)
            throws IOException {
        long[] counts = running.counts();
        var text = new StringBuilder();
        var rows = new ArrayList<EffectRow>();
        for (int i = 0; i < counts.length; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s %12s units, planned %.4f, found %.4f%n",
                    names.get(i),
                    NumberFormat.whole(counts[i]),
                    plan.expected()[i],
                    counts[i] / (double) Math.max(1, entries.size())));
            rows.add(EffectRow.point(names.get(i), "units", EffectRow.ALL, counts[i], entries.size()));
        }
        text.append(String.format(
                Locale.ROOT,
                "running p %s, valid at any time; read once by chi-squared %s%n%s%n",
                DesignTable.p(running.p()),
                DesignTable.p(plan.p(counts)),
                first == 0
                        ? "nothing speaks against the planned weights at " + NumberFormat.number(alpha)
                        : "OFF since unit " + NumberFormat.whole(first)
                                + time.map(_ -> ", "
                                                + entries.get((int) first - 1).time())
                                        .orElse("")));
        json.print(text.toString());
        rows.add(EffectRow.point("all", "running-p", EffectRow.ALL, running.p(), entries.size()));
        rows.add(EffectRow.point("all", "fixed-p", EffectRow.ALL, plan.p(counts), entries.size()));
        rows.add(EffectRow.point("all", "first-at", EffectRow.ALL, first, entries.size()));
        json.write(rows, EffectRow::write);
    }
}
