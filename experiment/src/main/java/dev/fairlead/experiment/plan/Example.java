package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.plan.PlannedMetric.Guardrail;
import dev.fairlead.experiment.plan.PlannedMetric.Primary;
import dev.fairlead.experiment.plan.PlannedMetric.Secondary;
import dev.fairlead.experiment.sequential.Spending;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A plan that uses every part of its file, for a shop that tries a new ranking. */
final class Example {
    private Example() {}

    static Plan plan() {
        return new Plan(
                "new-ranking",
                "Ranking by expected margin lets more buyers find what they want, so more of them buy within a week.",
                new Population(
                        Unit.USER,
                        Optional.of("household"),
                        List.of(new Arm("control", 1, 80_000, true), new Arm("treatment", 1, 80_000, false))),
                metrics(),
                inference(),
                List.of(
                        new Slice("platform", Optional.of(List.of("android", "ios", "web"))),
                        new Slice("country", Optional.empty())),
                ramp(),
                List.of("ranking team"),
                Optional.of(LocalDate.of(2026, 3, 2)));
    }

    private static Metrics metrics() {
        var buys = new Metric(
                "conversion", new MetricKind.Proportion("bought"), Direction.INCREASE, 7, new Capping.None());
        var spends = new Metric(
                "revenue", new MetricKind.Mean("revenue"), Direction.INCREASE, 7, new Capping.AtQuantile(0.999));
        var returns = new Metric(
                "returns-per-order",
                new MetricKind.Ratio("returns", "orders"),
                Direction.DECREASE,
                14,
                new Capping.At(20));
        var waits = new Metric(
                "latency-p95", new MetricKind.Quantile("latency_ms", 0.95), Direction.DECREASE, 7, new Capping.None());
        return new Metrics(
                List.of(new Primary(buys, 0.004)),
                List.of(new Secondary(spends)),
                List.of(new Guardrail(returns, 0.01), new Guardrail(waits, 25)));
    }

    private static Inference inference() {
        return new Inference(
                new Inference.Rates(0.05, 2, 0.8),
                0.02,
                List.of("bought_before"),
                List.of("new_user"),
                new Monitoring.GroupSequential(
                        List.of(0.5, 0.75, 1.0), new Boundary.AlphaSpending(new Spending.ObrienFlemingType())),
                Multiplicity.HOLM);
    }

    private static List<RampStep> ramp() {
        List<String> both = List.of("returns-per-order", "latency-p95");
        return List.of(
                new RampStep(0.01, Duration.ofDays(1), 500, List.of("latency-p95")),
                new RampStep(0.1, Duration.ofDays(3), 10_000, both),
                new RampStep(1, Duration.ofDays(14), 160_000, both));
    }
}
