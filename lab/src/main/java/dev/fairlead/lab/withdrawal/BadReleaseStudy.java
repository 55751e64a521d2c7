package dev.fairlead.lab.withdrawal;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.validity.RejectionRate;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.learn.MetricRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Each bad release, launched under one plan in the same simulated markets. */
final class BadReleaseStudy {
    /** One plan for all of them: nobody knows before what will be wrong. */
    static final String PLAN = """
            {"name": "release", "hypothesis": "The release brings as many clicks, and no harm.", "unit": "user", "owners": ["study"],
             "arms": [{"name": "control", "weight": 1, "units": 500, "control": true}, {"name": "treatment", "weight": 1, "units": 500}],
             "primary": [{"name": "clicks", "kind": "count", "direction": "increase", "windowDays": 7, "from": {"event": "click"},
                          "minimumDetectableEffect": 0.1}],
             "secondary": [
               {"name": "clicked", "kind": "proportion", "direction": "increase", "windowDays": 1, "from": {"event": "click"}},
               {"name": "returns-per-order", "kind": "ratio", "direction": "decrease", "windowDays": 4,
                "numeratorFrom": {"event": "return"}, "denominatorFrom": {"event": "purchase"}}],
             "ramp": [{"coverage": 0.5, "minimumHours": 96, "minimumUnits": 100}, {"coverage": 1}],
             "watch": {
               "alpha": 0.05, "everySeconds": 3600, "everyDecisions": 5,
               "slices": [{"column": "market", "values": ["de", "us", "jp"]}],
               "guardrails": [
                 {"name": "errors", "measure": "errors", "direction": "decrease", "margin": 0},
                 {"name": "waiting", "measure": "latency-mean", "direction": "decrease", "margin": 50},
                 {"name": "memory", "measure": "memory", "direction": "decrease", "margin": 32},
                 {"name": "clicked-soon", "metric": "clicked", "withinHours": 1, "direction": "increase", "margin": 0,
                  "minimumUnits": 30, "alpha": 0.02},
                 {"name": "returns", "metric": "returns-per-order", "direction": "decrease", "margin": 0, "alpha": 0.02}]}}
            """;

    private final int users;
    private final int days;
    private final Consumer<String> progress;
    private final Map<BadRelease, List<Withdrawal>> found = new EnumMap<>(BadRelease.class);

    /** @param days of a launch at most */
    BadReleaseStudy(int users, int days, Consumer<String> progress) {
        this.users = users;
        this.days = days;
        this.progress = progress;
    }

    /** Lives through the markets of seeds 1 to some number with each release. @param parallel markets at the same time; it changes no figure */
    void run(int seeds, List<BadRelease> releases, int parallel) throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
            List<Future<Map<BadRelease, Withdrawal>>> markets = LongStream.rangeClosed(1, seeds)
                    .mapToObj(seed -> threads.submit(() -> market(seed, releases)))
                    .toList();
            for (Future<Map<BadRelease, Withdrawal>> market : markets) {
                market.get()
                        .forEach((bad, ended) -> found.computeIfAbsent(bad, _ -> new ArrayList<>())
                                .add(ended));
            }
        } catch (ExecutionException e) {
            throw new IOException("a market could not be lived through: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the study was interrupted", e);
        }
    }

    private Map<BadRelease, Withdrawal> market(long seed, List<BadRelease> releases) throws IOException {
        TrainedMarket past = new TrainedMarket(seed, users, days);
        Map<BadRelease, Withdrawal> ends = new EnumMap<>(BadRelease.class);
        for (BadRelease bad : releases) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                Withdrawal ended = new LaunchInMarket(past, bad, seed).run(folder.path(), PLAN);
                ends.put(bad, ended);
                progress.accept(bad.label() + ", seed " + seed + ": " + ended);
            }
        }
        return ends;
    }

    Map<BadRelease, List<Withdrawal>> found() {
        return found;
    }

    /** Whether a bad release still ran when a market ended. */
    boolean missed() {
        return found.entrySet().stream()
                .filter(each -> each.getKey() != BadRelease.SOUND)
                .flatMap(each -> each.getValue().stream())
                .anyMatch(each -> each.end() == Withdrawal.End.RAN_ON);
    }

    /** What the study prints. */
    List<MetricRow> rows() {
        List<MetricRow> rows = new ArrayList<>();
        found.forEach((bad, all) -> {
            rows.add(share(bad, "withdrawn", all, each -> each.end() != Withdrawal.End.RAN_ON));
            rows.add(share(bad, "one-market-alone", all, each -> each.end() == Withdrawal.End.ONE_MARKET_WITHDRAWN));
            List<Withdrawal> back = all.stream()
                    .filter(each -> each.end() != Withdrawal.End.RAN_ON)
                    .toList();
            if (!back.isEmpty()) {
                rows.add(value(bad, "decisions-median", back, median(back, Withdrawal::decisions)));
                rows.add(value(bad, "decisions-max", back, largest(back, Withdrawal::decisions)));
                rows.add(value(bad, "hours-median", back, median(back, Withdrawal::hours)));
                rows.add(value(bad, "hours-max", back, largest(back, Withdrawal::hours)));
                rows.add(share(bad, "at-canary", back, each -> each.coverage() < 1));
            }
        });
        return rows;
    }

    /** Which guardrails took each release back, and how often. */
    String guardrails() {
        return found.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%-22s", each.getKey().label())
                        + each.getValue().stream()
                                .map(one -> one.guardrail().isEmpty() ? "none" : one.guardrail())
                                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static MetricRow share(BadRelease bad, String metric, List<Withdrawal> all, Predicate<Withdrawal> which) {
        RejectionRate rate = new RejectionRate(all.stream().filter(which).count(), all.size());
        Interval limits = rate.limits(0.95);
        return new MetricRow(bad.label(), metric, "all", rate.share(), limits.low(), limits.high(), all.size());
    }

    private static MetricRow value(BadRelease bad, String metric, List<Withdrawal> all, double value) {
        return new MetricRow(bad.label(), metric, "all", value, Double.NaN, Double.NaN, all.size());
    }

    private static double median(List<Withdrawal> all, ToDoubleFunction<Withdrawal> of) {
        double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static double largest(List<Withdrawal> all, ToDoubleFunction<Withdrawal> of) {
        return all.stream().mapToDouble(of).max().orElseThrow();
    }
}
