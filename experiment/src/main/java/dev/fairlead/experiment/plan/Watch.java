package dev.fairlead.experiment.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a launch is watched while it runs: what may not get worse, how often that is looked at, and what serves when all went well.
 *
 * @param alpha probability that a launch that does no harm is taken back, over all guardrails, arms, slices and looks, between 0 and 1
 * @param every time of events between two looks, whole seconds, above 0
 * @param everyDecisions decisions of the launch after which it is looked at, too, above 0
 * @param guardrails at least one
 * @param slices subgroups, each value named, that are taken back alone where only they are hurt
 * @param promote the arm whose release serves everyone when the ramp is complete; empty where people promote
 * @param shadow what must hold before anybody is served; empty where the launch begins with the ramp's first step
 */
public record Watch(
        double alpha,
        Duration every,
        long everyDecisions,
        List<Guardrail> guardrails,
        List<Slice> slices,
        Optional<String> promote,
        Optional<Shadow> shadow) {
    static final Duration EVERY = Duration.ofMinutes(1);
    static final long EVERY_DECISIONS = 20;

    /** Of the heap, before its growth is judged. */
    static final long MEASUREMENTS = 3;

    public Watch {
        guardrails = List.copyOf(guardrails);
        slices = List.copyOf(slices);
    }

    /** What is watched. */
    public sealed interface Watched {
        /** A measure of the decisions themselves. */
        record OfDecisions(Measure measure) implements Watched {}

        /**
         * A metric of the plan, of units whose window is over.
         *
         * @param withinHours of a unit's entry, in the place of the metric's window; 0 for that
         */
        record OfMetric(String metric, int withinHours) implements Watched {
            /** By which it is known among metrics with their own windows. */
            public String key() {
                return withinHours == 0 ? metric : metric + " within " + withinHours + " h";
            }
        }

        /**
         * The heap in use after collection in each process that answers, against what it was when the step of the ramp began. No arm's
         * part of it can be told: what grows beyond the margin is taken for the launch's doing. It is a limit, and no test: it spends no
         * alpha.
         */
        record OfMemory() implements Watched {
            /** As plans name it. */
            public static final String WORD = "memory";
        }
    }

    /** A measure of decisions; each has a better side, which a plan must name nevertheless. */
    public enum Measure {
        /** Units that met an error: the decider failed, and its last resort answered. */
        ERRORS,
        /** Units whose answer was something less than the full policy, whatever the reason. */
        FALLBACKS,
        /** Mean milliseconds that a decision took. */
        LATENCY_MEAN,
        /** Milliseconds within which 95 % of units got their first answer. */
        LATENCY_P95,
        /** Milliseconds within which 99 % of units got their first answer. */
        LATENCY_P99;

        /** Whether it is a share of units. */
        public boolean rate() {
            return this == ERRORS || this == FALLBACKS;
        }

        /** Of the quantiles: which; NaN for others. */
        public double level() {
            return switch (this) {
                case LATENCY_P95 -> 0.95;
                case LATENCY_P99 -> 0.99;
                default -> Double.NaN;
            };
        }
    }

    /**
     * Something that may not get worse.
     *
     * @param margin how much worse is accepted, at least 0; of memory in MiB
     * @param relative whether the margin is a share of what control has; of memory, of what was in use when the step began
     * @param minimumUnits of each arm before it is read, at least 1; of memory measurements since the step began
     * @param alpha its own part of the watch's; empty for an equal share of what others leave
     */
    public record Guardrail(
            String name,
            Watched watched,
            Direction direction,
            double margin,
            boolean relative,
            long minimumUnits,
            Optional<Double> alpha) {
        /** How many units are needed where the difference is taken for normal, and where it is not. */
        static long minimum(Watched watched) {
            if (watched instanceof Watched.OfMemory) {
                return MEASUREMENTS;
            }
            return watched instanceof Watched.OfDecisions(Measure measure) && measure != Measure.LATENCY_MEAN ? 1 : 100;
        }
    }

    /**
     * What must hold of releases that decide and are logged, and answer nobody, before the ramp begins. These are thresholds and no tests:
     * nobody is hurt, and the guardrails' alpha is not spent on them.
     *
     * @param minimumDecisions in shadow of each release, at least 1
     * @param minimumHours from none to a year
     * @param approvals of how many owners the shadow needs to end, at least 0
     * @param maximumFallbacks greatest share of shadow decisions that are something less than the full policy, 0 to 1
     * @param latencyMargin milliseconds by which the 95th percentile in shadow may be above that of what serves, at least 0
     * @param share of the app's decisions that are decided in shadow too, above 0 and at most 1
     */
    public record Shadow(
            long minimumDecisions,
            int minimumHours,
            int approvals,
            double maximumFallbacks,
            double latencyMargin,
            double share) {}

    /** What each guardrail that is a test may spend, by its name. */
    public Map<String, Double> levels() {
        List<Guardrail> tests = guardrails.stream()
                .filter(guardrail -> !(guardrail.watched() instanceof Watched.OfMemory))
                .toList();
        double given = tests.stream()
                .flatMap(guardrail -> guardrail.alpha().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        long others =
                tests.stream().filter(guardrail -> guardrail.alpha().isEmpty()).count();
        return tests.stream()
                .collect(Collectors.toMap(
                        Guardrail::name, guardrail -> guardrail.alpha().orElse((alpha - given) / others)));
    }

    /** How many subgroups are watched. */
    public long subgroups() {
        return slices.stream()
                .mapToLong(slice -> slice.values().map(List::size).orElse(0))
                .sum();
    }
}
