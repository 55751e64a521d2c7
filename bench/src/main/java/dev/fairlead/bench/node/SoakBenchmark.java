package dev.fairlead.bench.node;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.sqlite.SqliteColdStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "The feed's state through simulated days at full speed, with a constant number of users a day, ever new ids of users and",
            "sessions, and some new items: heap, disk, time of a read, events per second. In the first half the windows of up to 28 days",
            "fill; of the second half it says how each number grows per day."
        })
public final class SoakBenchmark implements PluginCommand {
    private static final double MIB = 1 << 20;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--days", paramLabel = "N", defaultValue = "60", description = "Days (default: ${DEFAULT-VALUE}).")
    private int days = 60;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Events a day (default: ${DEFAULT-VALUE}).")
    private int events = 100_000;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Users who come on any day (default: ${DEFAULT-VALUE}).")
    private int users = 5_000;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Items at the start (default: ${DEFAULT-VALUE}).")
    private int items = 5_000;

    @Option(
            names = "--idle-days",
            paramLabel = "N",
            defaultValue = "3",
            description = "Days after which an idle user leaves the heap; 0 for never (default: ${DEFAULT-VALUE}).")
    private int idleDays = 3;

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        if (days < 6 || events < 1_000 || users < 1 || items < 1 || idleDays < 0) {
            throw new IllegalArgumentException(
                    "a soak needs 6 days, 1,000 events a day, a user and an item at least, and no negative number");
        }
        List<Soak.Day> run;
        try (TemporaryFolder folder = TemporaryFolder.create();
                SqliteColdStore cold = new SqliteColdStore(folder.path())) {
            BenchTable.progress(
                    "day    events/s  on heap   on disk      left  heap MiB  used MiB  disk MiB  p50 us  p99 us  p99 CPU us");
            run = new Soak(
                            new Soak.Size(days, events, users, items, 2_000),
                            Duration.ofDays(idleDays),
                            cold.rows("soak"),
                            folder.path(),
                            MemoryBenchmark::usedHeap)
                    .run(SoakBenchmark::line);
        }
        BenchTable table = new BenchTable();
        List<Soak.Day> settled = run.subList(days / 2, days);
        add(table, settled, "events per second", "1/s", day -> day.events() / day.applySeconds());
        add(table, settled, "users on the heap", "users", Soak.Day::onHeap);
        add(table, settled, "users on disk", "users", Soak.Day::onDisk);
        add(table, settled, "heap of ids and rows", "MiB", day -> day.heap() / MIB);
        add(table, settled, "used heap", "MiB", day -> day.usedHeap() / MIB);
        add(table, settled, "disk", "MiB", day -> day.disk() / MIB);
        add(table, settled, "read, median", "µs", day -> day.p50() * 1e6);
        add(table, settled, "read, 99 %", "µs", day -> day.p99() * 1e6);
        add(table, settled, "read, 99 %, CPU", "µs", day -> day.cpu99() * 1e6);
        table.print(json);
        return 0;
    }

    private static void line(Soak.Day day) {
        BenchTable.progress(String.format(
                Locale.ROOT,
                "%3d %,11.0f %,8d %,9d %,9d %9.1f %9.1f %9.1f %7.0f %7.0f %11.0f",
                day.day(),
                day.events() / day.applySeconds(),
                day.onHeap(),
                day.onDisk(),
                day.left(),
                day.heap() / MIB,
                day.usedHeap() / MIB,
                day.disk() / MIB,
                day.p50() * 1e6,
                day.p99() * 1e6,
                day.cpu99() * 1e6));
    }

    /** The mean over the days, and the least-squares slope in percent of it per day, with its standard error. */
    private static void add(
            BenchTable table, List<Soak.Day> days, String name, String unit, ToDoubleFunction<Soak.Day> number) {
        Slope slope = Slope.of(days.stream().mapToDouble(number).toArray());
        String of = "the last " + days.size() + " days, simulated";
        table.add(of, BenchTable.FAIRLEAD, name, unit, slope.mean());
        if (slope.mean() != 0) {
            table.add(of, BenchTable.FAIRLEAD, "  growth", "% a day", 100 * slope.slope() / slope.mean());
            table.add(of, BenchTable.FAIRLEAD, "  its error", "% a day", 100 * slope.error() / slope.mean());
        }
    }

    /**
     * A straight line through numbers of equal distance.
     *
     * @param error standard error of the slope
     */
    record Slope(double mean, double slope, double error) {
        static Slope of(double[] values) {
            int n = values.length;
            double middle = (n - 1) / 2.0;
            double mean = Arrays.stream(values).average().orElseThrow();
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < n; i++) {
                xx += (i - middle) * (i - middle);
                xy += (i - middle) * (values[i] - mean);
            }
            double slope = xy / xx;
            double rest = 0;
            for (int i = 0; i < n; i++) {
                double off = values[i] - mean - slope * (i - middle);
                rest += off * off;
            }
            return new Slope(mean, slope, Math.sqrt(rest / (n - 2) / xx));
        }
    }
}
