package dev.fairlead.lab.market;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.lab.market.MarketStudy.Outcome;
import dev.fairlead.lab.market.MarketStudy.Policy;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.evaluation.EvaluationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "market",
        mixinStandardHelpOptions = true,
        description = {
            "The whole feed against the heuristic in simulated markets, each lived through under every policy.",
            "Intervals are over seeds (Student's t); gains are over the heuristic in the same world, in percent."
        })
public final class MarketCommand implements PluginCommand {
    private static final Policy BASELINE = Policy.HEURISTIC;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private StudyOptions markets = new StudyOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "The feed's numbers; defaults for the rest.")
    private Optional<Path> configFile = Optional.empty();

    /** A measure of what a policy brought. @param better whether more is better, so that a gain says something */
    private record Measure(String name, boolean gains, ToDoubleFunction<Outcome> of) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("gmv-per-session", true, o -> o.score().gmvPerSession()),
            new Measure("conversion", true, o -> o.score().conversion()),
            new Measure("expected-gmv-per-slate", true, Outcome::expectedGmv),
            new Measure("net-gmv-per-session", true, o -> o.score().netGmvPerSession()),
            new Measure("margin-per-session", true, o -> o.score().marginPerSession()),
            new Measure("sessions-per-user", true, o -> o.score().sessionsPerUser()),
            new Measure("clicks-per-slot", true, o -> o.score().clickRate()),
            new Measure("categories-per-slate", true, o -> o.score().categories()),
            new Measure("new-seller-share", false, o -> o.score().newSellerSlots()),
            new Measure("sold-out-slots", false, Outcome::soldOut));

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        markets.check();
        FeedConfig config = configFile
                .map(FeedConfig::read)
                .orElseGet(() -> FeedConfig.defaults().with("candidates", "200"));
        List<Map<Policy, Outcome>> worlds = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(1, markets.seeds()).toArray()) {
            System.err.println("simulated market, seed " + seed + " of " + markets.seeds());
            MarketStudy study = new MarketStudy(
                    markets.of(seed), markets.historyDays(), config, line -> System.err.println("  " + line));
            worlds.add(study.run(List.of(Policy.values())));
        }
        List<MetricRow> rows = rows(worlds);
        json.print(markets + " under each policy;\n95 % intervals over seeds; gains over the heuristic in percent\n\n"
                + EvaluationTable.text(rows));
        json.write(rows, MetricRow::write);
        return 0;
    }

    private static List<MetricRow> rows(List<Map<Policy, Outcome>> worlds) {
        List<MetricRow> rows = new ArrayList<>();
        for (Policy policy : Policy.values()) {
            for (Measure measure : MEASURES) {
                double[] values = values(worlds, policy, measure);
                rows.add(StudyOptions.row(policy.label(), measure.name, values));
                if (measure.gains && policy != BASELINE) {
                    double[] base = values(worlds, BASELINE, measure);
                    double[] gains = new double[values.length];
                    Arrays.setAll(gains, i -> 100 * (values[i] / base[i] - 1));
                    rows.add(StudyOptions.row(policy.label(), measure.name + "-gain", gains));
                }
            }
        }
        return rows;
    }

    private static double[] values(List<Map<Policy, Outcome>> worlds, Policy policy, Measure measure) {
        return worlds.stream()
                .mapToDouble(world -> measure.of.applyAsDouble(Objects.requireNonNull(world.get(policy))))
                .toArray();
    }
}
