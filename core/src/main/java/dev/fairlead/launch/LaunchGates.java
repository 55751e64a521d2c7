package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Gates;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold before a launch starts. A gate of which nothing is known has not been passed. */
record LaunchGates(ForecastRequest request, Registry registry) {
    static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final String UNKNOWN = "unknown";

    private static Json gate(String name, String outcome, String sentence) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("gate", Json.of(name));
        members.put("outcome", Json.of(outcome));
        members.put("sentence", Json.of(sentence));
        return new Json.Obj(members);
    }

    /** The app decides, and every type of event arrives that the plan measures by. */
    Json instrumentation(ForecastEvents events) {
        List<String> missing = request.plan().metrics().events().stream()
                .filter(type -> events.counts().getOrDefault(type, 0L) == 0)
                .toList();
        String days = " in " + request.gates().days() + " days";
        if (events.decisions() == 0) {
            return gate("instrumentation", FAILED, "there is no decision of the app" + days);
        }
        return missing.isEmpty()
                ? gate(
                        "instrumentation",
                        PASSED,
                        events.decisions() + " decisions, and events of every type that a metric reads" + days)
                : gate("instrumentation", FAILED, "there is no event of type " + String.join(", ", missing) + days);
    }

    /** Each primary metric is known of units whose window is over. */
    Json baseline(List<LiveSum> level) {
        List<String> missing = request.plan().metrics().primary().stream()
                .map(PlannedMetric::metric)
                .map(metric -> metric.name())
                .filter(name -> level.stream().noneMatch(sum -> sum.metric().equals(name) && sum.units() > 1))
                .toList();
        return missing.isEmpty()
                ? gate("baseline", PASSED, "each primary metric is known of the units that were decided for")
                : gate(
                        "baseline",
                        UNKNOWN,
                        "no window of " + String.join(", ", missing) + " is over within the "
                                + request.gates().days() + " days that are looked at");
    }

    /** The log makes of each decision's rows what was served: nothing was read that came later. */
    Json parity(long decisions, long floats, long differing) {
        if (floats == 0) {
            return gate("parity", UNKNOWN, "no decision could be made again");
        }
        String sentence =
                differing + " of " + floats + " floats of " + decisions + " decisions differ when they are made again";
        return gate("parity", differing == 0 ? PASSED : FAILED, sentence);
    }

    /** The releases were better on the measure that the plan names. */
    Json offline() {
        Optional<Gates.Offline> asked = request.gates().offline();
        if (asked.isEmpty()) {
            return gate("offline", PASSED, "the plan asks for no offline measure");
        }
        List<String> told = new ArrayList<>();
        String outcome = PASSED;
        for (Arm arm : request.plan().population().treatments()) {
            if (request.definition().policy(arm.name()) instanceof ArmPolicy.OfRelease(String hash)) {
                String of = offline(asked.get(), hash, told);
                outcome = of.equals(PASSED) ? outcome : of;
            }
        }
        return told.isEmpty()
                ? gate("offline", UNKNOWN, "no arm but control has a release, whose card would tell")
                : gate("offline", outcome, String.join("; ", told));
    }

    private String offline(Gates.Offline asked, String hash, List<String> told) {
        List<MetricRow> rows = registry.get(hash)
                .map(Release::card)
                .map(card -> card.metrics())
                .orElse(List.of());
        Optional<MetricRow> own = row(rows, asked.metric(), asked.policy());
        Optional<MetricRow> baseline = row(rows, asked.metric(), asked.baseline());
        String release = "release " + hash.substring(0, 12);
        if (own.isEmpty() || baseline.isEmpty() || !own.get().hasInterval()) {
            told.add(release + ": its card does not tell " + asked.metric() + " of " + asked.policy()
                    + " with an interval, and of " + asked.baseline() + "; it tells "
                    + rows.stream()
                            .map(row -> row.metric() + " of " + row.policy())
                            .distinct()
                            .toList());
            return UNKNOWN;
        }
        boolean better = own.get().low() >= baseline.get().value() - asked.margin();
        told.add("%s: %s %.4f, 95 %% interval %.4f to %.4f, against %.4f of %s"
                .formatted(
                        release,
                        asked.metric(),
                        own.get().value(),
                        own.get().low(),
                        own.get().high(),
                        baseline.get().value(),
                        asked.baseline()));
        return better ? PASSED : FAILED;
    }

    private static Optional<MetricRow> row(List<MetricRow> rows, String metric, String policy) {
        return rows.stream()
                .filter(row -> row.metric().equals(metric)
                        && row.policy().equals(policy)
                        && row.slice().equals("all"))
                .findFirst();
    }
}
