package dev.fairlead.lab.guardrails;

import dev.fairlead.experiment.validity.RejectionRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Ramps from 5 to 100 % of the planned units, looked at again and again. */
final class RampSimulation {
    static final double ALPHA = 0.05;
    private static final int PLANNED = 2000;
    private static final int PER_LOOK = 20;
    /** Percent of the planned units that are in at the end of each step. */
    private static final int[] STEPS = {5, 25, 50, 100};

    private RampSimulation() {}

    /**
     * How many ramps were taken back by the end of a step.
     *
     * @param judge who took them back
     * @param percent of the planned units at the end of the step
     */
    record Row(String judge, int guardrails, boolean harm, int percent, long takenBack, long runs) {
        RejectionRate rate() {
            return new RejectionRate(takenBack, runs);
        }

        /** Whether a watch took back more than it may. */
        boolean off() {
            return judge.equals(WATCH) && !harm && rate().limits(0.999).low() > ALPHA;
        }
    }

    static final String WATCH = "fairlead";

    /** @param harm whether the first guardrail is hurt, and the others are not */
    static List<Row> run(int guardrails, boolean harm, int runs, long seed) {
        Map<String, Supplier<Judge>> judges = new LinkedHashMap<>();
        judges.put(WATCH, () -> new Judge.Watch(ALPHA, guardrails, PLANNED));
        judges.put("twice the rate", Judge.Twice::new);
        judges.put("Mann-Whitney canary", Judge.Canary::new);
        List<Map<String, Integer>> ends = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> ramp(guardrails, harm, judges, new SplittableRandom(seed * 1_000_003 + run)))
                .toList();
        List<Row> rows = new ArrayList<>();
        judges.keySet().forEach(judge -> {
            for (int percent : STEPS) {
                long back = ends.stream()
                        .filter(each -> each.getOrDefault(judge, 101) <= percent)
                        .count();
                rows.add(new Row(judge, guardrails, harm, percent, back, runs));
            }
        });
        return rows;
    }

    /** At which percent of the units each judge took the ramp back. */
    private static Map<String, Integer> ramp(
            int guardrails, boolean harm, Map<String, Supplier<Judge>> judges, SplittableRandom random) {
        List<GuardrailSeries> series = IntStream.range(0, guardrails)
                .mapToObj(i -> new GuardrailSeries(
                        GuardrailSeries.Kind.values()[i % GuardrailSeries.Kind.values().length], harm && i == 0))
                .toList();
        Map<String, Judge> waiting = new LinkedHashMap<>();
        judges.forEach((name, judge) -> waiting.put(name, judge.get()));
        Map<String, Integer> ends = new LinkedHashMap<>();
        for (int look = 1; look <= PLANNED / PER_LOOK && !waiting.isEmpty(); look++) {
            int now = look;
            series.forEach(each -> each.enter(random, PER_LOOK));
            waiting.entrySet().removeIf(each -> {
                boolean back = each.getValue().takesBack(now, series);
                if (back) {
                    ends.put(each.getKey(), now * PER_LOOK * 100 / PLANNED);
                }
                return back;
            });
        }
        return ends;
    }
}
