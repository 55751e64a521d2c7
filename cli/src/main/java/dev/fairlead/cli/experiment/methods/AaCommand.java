package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.experiment.table.TableCells;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.analysis.Replay;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "aa",
        mixinStandardHelpOptions = true,
        description = {
            "A/A replay: assign the units of a table anew many times, and check that the plan's tests reject as often as they say.",
            "The table is read once; its units must all have been treated alike. All values are held in memory.",
            "Exit status 1 if p-values are not uniform or a test rejects too often.",
            "JSON rows: policy, metric, slice, value, low, high, n; metrics are NAME-rejected, with limits of 99.9 %, and",
            "NAME-uniform, the p-value of Kolmogorov and Smirnov's test."
        })
public final class AaCommand implements Callable<Integer> {
    private static final double CONFIDENCE = 0.999;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan, JSON.")
    private Path plan = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "The table of units.")
    private Path data = Path.of("");

    @Option(
            names = "--unit-column",
            paramLabel = "NAME",
            description = "Ids of units, of which each must have one row; not needed where the plan assigns clusters.")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Assignments (default: ${DEFAULT-VALUE}).")
    private int times = 1000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        List<Replay.Replayed> replayed;
        long units;
        try {
            Plan read = Plan.read(Files.readString(plan));
            var replay = new Replay(read);
            read(read, replay);
            units = replay.units();
            replayed = replay.run(times, seed);
        } catch (IllegalArgumentException e) {
            throw new UserException(data + ": " + e.getMessage());
        }
        json.print(table(replayed, units));
        var rows = new ArrayList<EffectRow>();
        replayed.stream().filter(each -> each.p().length > 0).forEach(each -> rows(each, rows));
        json.write(rows, EffectRow::write);
        return replayed.stream().allMatch(each -> each.p().length == 0 || each.holds()) ? 0 : 1;
    }

    private void read(Plan read, Replay replay) {
        List<String> strata = read.inference().strata();
        Optional<String> cluster = read.population().cluster();
        List<String> columns = Stream.of(replay.numbers().stream(), strata.stream(), cluster.stream(), unit.stream())
                .flatMap(each -> each)
                .toList();
        int numbers = replay.numbers().size();
        Map<String, Long> clusters = new HashMap<>();
        Set<String> seen = new HashSet<>();
        TableRows.read(data, columns, row -> {
            var values = new double[numbers];
            for (int i = 0; i < numbers; i++) {
                values[i] = row.text(i).isEmpty() ? Double.NaN : TableCells.number(row, i);
            }
            if (unit.isPresent() && !seen.add(row.text(columns.size() - 1))) {
                throw new UserException(data + ", row " + row.number() + ": the unit '" + row.text(columns.size() - 1)
                        + "' is in a row before; sum up its rows, or make the unit the plan's cluster");
            }
            replay.accept(
                    values,
                    String.join("\u0000", row.cells().subList(numbers, numbers + strata.size())),
                    cluster.isPresent()
                            ? OptionalLong.of(clusters.computeIfAbsent(
                                    row.text(numbers + strata.size()), _ -> (long) clusters.size()))
                            : OptionalLong.empty());
        });
    }

    private String table(List<Replay.Replayed> replayed, long units) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s units of %s, assigned %s times, seed %d%n%n",
                NumberFormat.whole(units),
                data,
                NumberFormat.whole(times),
                seed));
        String format = "%-24s  %-32s  %8s  %-15s  %8s  %s%n";
        text.append(String.format(
                Locale.ROOT, format, "metric", "test", "rejected", "limits (99.9 %)", "uniform", "verdict"));
        for (Replay.Replayed each : replayed) {
            text.append(
                    each.p().length == 0
                            ? String.format(
                                    Locale.ROOT, format, each.metric(), "", "", "", "", "no test: " + each.reason())
                            : line(format, each));
        }
        return text.toString();
    }

    private static String line(String format, Replay.Replayed each) {
        Interval limits = each.check().rate().limits(CONFIDENCE);
        return String.format(
                Locale.ROOT,
                format,
                each.metric(),
                each.method(),
                three(each.check().rate().share()),
                three(limits.low()) + "-" + three(limits.high()),
                each.discrete() ? "-" : "p " + three(each.check().p()),
                verdict(each));
    }

    private static String verdict(Replay.Replayed each) {
        if (!each.holds()) {
            return "FAILED: do not trust this test on these data";
        }
        return each.discrete() ? "ok: p-values are few, as of few events; it does not reject too often" : "ok";
    }

    private static String three(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private void rows(Replay.Replayed each, List<EffectRow> rows) {
        Interval limits = each.check().rate().limits(CONFIDENCE);
        rows.add(new EffectRow(
                each.method(),
                each.metric() + "-rejected",
                EffectRow.ALL,
                each.check().rate().share(),
                limits.low(),
                limits.high(),
                times));
        rows.add(EffectRow.point(
                each.method(),
                each.metric() + "-uniform",
                EffectRow.ALL,
                each.check().p(),
                times));
    }
}
