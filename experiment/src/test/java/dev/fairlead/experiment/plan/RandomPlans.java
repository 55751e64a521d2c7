package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.PlannedMetric.Guardrail;
import dev.fairlead.experiment.plan.PlannedMetric.Primary;
import dev.fairlead.experiment.plan.PlannedMetric.Secondary;
import dev.fairlead.experiment.sequential.Spending;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Plans by chance, all valid. */
final class RandomPlans {
    private final Random random;
    private int metrics;

    RandomPlans(long seed) {
        random = new Random(seed);
    }

    Plan plan() {
        metrics = 0;
        List<Guardrail> guardrails = some(0, _ -> new Guardrail(metric(), positive()));
        Optional<Watch> watch = maybe(watch());
        List<String> names = watch.map(each ->
                        each.guardrails().stream().map(Watch.Guardrail::name).toList())
                .orElseGet(() ->
                        guardrails.stream().map(each -> each.metric().name()).toList());
        return new Plan(
                text("plan"),
                text("why"),
                population(),
                metrics(guardrails),
                new Inference(
                        new Inference.Rates(
                                random.nextDouble(0.001, 0.2), 1 + random.nextInt(2), random.nextDouble(0.5, 1)),
                        random.nextDouble(),
                        some(0, i -> "covariate " + i),
                        some(0, i -> "stratum " + i),
                        monitoring(),
                        Multiplicity.values()[random.nextInt(Multiplicity.values().length)],
                        MissingCovariates.values()[random.nextInt(MissingCovariates.values().length)],
                        LiftScale.values()[random.nextInt(LiftScale.values().length)]),
                some(0, i -> new Slice("slice " + i, maybe(some(1, j -> text("value " + j))))),
                ramp(names),
                some(1, i -> text("owner " + i)),
                maybe(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000))),
                watch,
                new Preparation(maybe(gates()), maybe(charter())));
    }

    private Gates gates() {
        return new Gates(
                1 + random.nextInt(366),
                1 + random.nextInt(1000),
                maybe(new Gates.Offline("metric", "policy", "baseline", random.nextDouble())));
    }

    private Charter charter() {
        return new Charter(
                text("goal"),
                text("surface"),
                some(0, i -> text("constraint " + i)),
                maybe(new Charter.Raci(
                        some(1, i -> text("responsible " + i)), text("accountable"), List.of(), some(0, i -> "i" + i))),
                some(0, i -> new Charter.Risk(text("risk " + i), "mitigation", "owner")),
                some(0, i -> new Charter.Question(text("question " + i), "owner", random.nextBoolean() ? "" : "yes")),
                some(
                        0,
                        i -> new Charter.Milestone(
                                "M" + i, text("what"), maybe(LocalDate.of(2026, 1, 1 + random.nextInt(28))))));
    }

    private Watch watch() {
        double alpha = random.nextDouble(0.001, 0.2);
        Watch.Measure[] measures = Watch.Measure.values();
        return new Watch(
                alpha,
                Duration.ofSeconds(1 + random.nextInt(86_400)),
                1 + random.nextInt(100),
                some(
                        1,
                        i -> new Watch.Guardrail(
                                "watched " + i,
                                new Watch.Watched.OfDecisions(measures[random.nextInt(measures.length)]),
                                Direction.DECREASE,
                                random.nextDouble(3),
                                random.nextBoolean(),
                                1 + random.nextInt(200),
                                maybe(alpha / 4))),
                some(0, i -> new Slice("subgroup " + i, Optional.of(some(1, j -> "value " + j)))),
                Optional.empty(),
                maybe(new Watch.Shadow(
                        1 + random.nextInt(1000),
                        random.nextInt(48),
                        random.nextInt(2),
                        random.nextDouble(),
                        random.nextDouble(100),
                        1 - random.nextDouble())));
    }

    private Metrics metrics(List<Guardrail> guardrails) {
        List<Primary> primary = new ArrayList<>(some(1, _ -> new Primary(metric(), positive())));
        List<Secondary> secondary = new ArrayList<>(some(0, _ -> new Secondary(metric())));
        if (random.nextInt(3) == 0) {
            List<Metric> funnel = funnel();
            if (random.nextBoolean()) {
                primary.add(new Primary(funnel.getFirst(), positive()));
            } else {
                secondary.add(new Secondary(funnel.getFirst()));
            }
            funnel.stream().skip(1).forEach(part -> secondary.add(new Secondary(part)));
        }
        return new Metrics(primary, secondary, guardrails);
    }

    private Population population() {
        int arms = 2 + random.nextInt(3);
        int control = random.nextInt(arms);
        return new Population(
                Unit.values()[random.nextInt(4)],
                Optional.of(text("cluster")),
                IntStream.range(0, arms)
                        .mapToObj(i -> {
                            int weight = 1 + random.nextInt(9);
                            return new Arm(text("arm " + i), weight / 8.0, 1000L * weight, i == control);
                        })
                        .toList(),
                some(
                        0,
                        i -> new Allocation(
                                LocalDate.of(2026, 1, 1).plusDays(i),
                                IntStream.range(0, arms)
                                        .mapToObj(_ -> positive())
                                        .toList())));
    }

    private Metric metric() {
        String name = text("metric " + metrics++);
        MetricKind kind = switch (random.nextInt(4)) {
            case 0 -> new MetricKind.Proportion(name);
            case 1 -> new MetricKind.Mean(text("column"));
            case 2 -> new MetricKind.Ratio("n", "d");
            default -> new MetricKind.Quantile("q", random.nextDouble(0.01, 0.99));
        };
        boolean capped = kind instanceof MetricKind.Mean || kind instanceof MetricKind.Ratio;
        Capping capping = switch (capped ? random.nextInt(4) : 0) {
            case 0 -> new Capping.None();
            case 1 -> new Capping.At(positive());
            case 2 ->
                new Capping.Winsorized(
                        kind instanceof MetricKind.Ratio ? 0 : random.nextDouble(0.4), random.nextDouble(0.5, 1));
            default -> new Capping.AtQuantile(random.nextDouble(0.9, 1));
        };
        Direction direction = Direction.values()[random.nextInt(2)];
        int days = 1 + random.nextInt(60);
        return random.nextBoolean()
                ? new Metric(name, kind, direction, days, capping)
                : new Metric(name, ofEvents(kind, name), direction, days, capping, outcome(kind));
    }

    /** With columns of its own, since others may be computed otherwise. */
    private static MetricKind ofEvents(MetricKind kind, String name) {
        return switch (kind) {
            case MetricKind.Proportion _ -> new MetricKind.Proportion(name);
            case MetricKind.Mean _ -> new MetricKind.Mean(name + " column");
            case MetricKind.Ratio _ -> new MetricKind.Ratio(name + " n", name + " d");
            case MetricKind.Quantile(String _, double level) -> new MetricKind.Quantile(name + " q", level);
        };
    }

    private Outcome outcome(MetricKind kind) {
        int start = random.nextBoolean() ? 0 : random.nextInt(30);
        return new Outcome.Measured(
                kind.columns().stream()
                        .map(_ -> kind instanceof MetricKind.Proportion
                                ? new Measurement(
                                        text("event"), Aggregate.HAPPENED, Optional.empty(), Optional.empty(), where())
                                : measurement())
                        .toList(),
                start);
    }

    private Measurement measurement() {
        Aggregate aggregate = Aggregate.values()[1 + random.nextInt(Aggregate.values().length - 1)];
        return new Measurement(
                text("event"),
                aggregate,
                Optional.of(text("field")).filter(_ -> aggregate.readsField()),
                maybe("quantity").filter(_ -> aggregate.readsNumber()),
                where());
    }

    private List<Condition> where() {
        return some(
                0,
                i -> random.nextBoolean()
                        ? new Condition.OneOf("field " + i, some(1, j -> text("value " + j)))
                        : new Condition.Between(
                                "field " + i, -positive(), random.nextBoolean() ? positive() : 1 / 0.0));
    }

    /** Its whole, and the rest of it. */
    private List<Metric> funnel() {
        List<Funnel.Step> steps = some(2, i -> new Funnel.Step(text("step" + i), text("event"), where()));
        OptionalInt within = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(99));
        return new Funnel(text("funnel " + metrics++), steps, within)
                .metrics(Direction.values()[random.nextInt(2)], 1 + random.nextInt(60));
    }

    private Monitoring monitoring() {
        return switch (random.nextInt(4)) {
            case 0 -> new Monitoring.FixedHorizon();
            case 1 -> new Monitoring.Msprt(positive());
            case 2 -> new Monitoring.AsymptoticSequence(positive());
            default -> new Monitoring.GroupSequential(List.of(random.nextDouble(0.1, 0.9), 1.0), boundary());
        };
    }

    private Boundary boundary() {
        return switch (random.nextInt(6)) {
            case 0 -> new Boundary.Pocock();
            case 1 -> new Boundary.ObrienFleming();
            case 2 -> new Boundary.AlphaSpending(new Spending.PocockType());
            case 3 -> new Boundary.AlphaSpending(new Spending.ObrienFlemingType());
            case 4 -> new Boundary.AlphaSpending(new Spending.KimDeMets(positive()));
            default -> new Boundary.AlphaSpending(new Spending.HwangShihDeCani(random.nextGaussian()));
        };
    }

    private List<RampStep> ramp(List<String> guardrails) {
        int steps = 1 + random.nextInt(4);
        return IntStream.rangeClosed(1, steps)
                .mapToObj(i -> new RampStep(
                        (double) i / steps,
                        Duration.ofHours(1 + random.nextInt(99)),
                        random.nextInt(9),
                        guardrails,
                        random.nextInt(2)))
                .toList();
    }

    private <T> List<T> some(int least, IntFunction<T> each) {
        return IntStream.range(0, least + random.nextInt(3)).mapToObj(each).toList();
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private double positive() {
        return Math.exp(5 * random.nextGaussian());
    }

    /** Unlike any other of another start, with characters that need escapes or two code units. */
    private String text(String start) {
        String[] odd = {"", " \"q\"", "\\", "\n", " é", " 🚀", "\u0001", " /"};
        return start + odd[random.nextInt(odd.length)];
    }

    /** The same value with the members of every object in another order. */
    Json shuffled(Json json) {
        return switch (json) {
            case Json.Obj object -> {
                var names = new ArrayList<>(object.members().keySet());
                Collections.shuffle(names, random);
                var members = new LinkedHashMap<String, Json>();
                names.forEach(
                        name -> members.put(name, shuffled(object.get(name).orElseThrow())));
                yield new Json.Obj(members);
            }
            case Json.Arr array ->
                new Json.Arr(array.elements().stream().map(this::shuffled).toList());
            default -> json;
        };
    }
}
