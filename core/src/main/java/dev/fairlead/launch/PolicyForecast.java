package dev.fairlead.launch;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Counterfactuals;
import dev.fairlead.decide.Decision;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.offpolicy.RelativeValue;
import dev.fairlead.experiment.offpolicy.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one arm's policy would have brought in the place of what decided, from logged propensities: relative to what was brought, by
 * {@link RelativeValue}, with errors by unit, or not at all where the log does not support it; and beside that what the arm's own
 * model foresees ({@link PredictedChange}).
 */
final class PolicyForecast {
    private static final double CONFIDENCE = 0.95;

    private final String metric;
    private final String arm;
    private final int slots;
    private final RelativeValue relative = new RelativeValue();
    private final PredictedChange predicted;
    private long decisions;
    private long unusable;
    private double rewards;

    /** @param slots of the decisions that are compared; others are left out */
    PolicyForecast(String metric, String arm, int slots) {
        this.metric = metric;
        this.arm = arm;
        this.slots = slots;
        predicted = new PredictedChange(slots);
    }

    /**
     * Adds a decision.
     *
     * @param other what the arm's policy makes of it
     * @param brought by each choice, in the metric's unit
     */
    void accept(Decision decision, String unit, Counterfactuals.Other other, double[] brought) {
        predicted.accept(unit, other.own(), other.logged(), brought);
        double[] propensities =
                decision.choices().stream().mapToDouble(Choice::propensity).toArray();
        boolean known = propensities.length == slots && slots > 0;
        for (int i = 0; i < propensities.length; i++) {
            known &= propensities[i] > 0 && other.propensities()[i] >= 0; // neither is NaN
        }
        if (!known) {
            unusable++;
            return;
        }
        for (double each : brought) {
            rewards += each;
        }
        decisions++;
        relative.accept(propensities, other.propensities(), brought, unit);
    }

    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("metric", Json.of(metric));
        members.put("arm", Json.of(arm));
        members.put("decisions", Json.of((double) decisions));
        members.put("left_out", Json.of((double) unusable));
        members.put("per_decision", decisions == 0 ? Json.NULL : Json.of(rewards / decisions));
        List<String> remarks = new ArrayList<>();
        if (rewards == 0) {
            remarks.add("none of the decisions brought anything");
        } else {
            Result result = relative.result();
            members.put("effective_decisions", Json.of(result.diagnostics().effectiveSampleSize()));
            switch (result) {
                case Result.Sound sound -> lift(members, sound.estimate());
                case Result.Doubtful doubtful -> {
                    lift(members, doubtful.estimate());
                    remarks.addAll(doubtful.warnings());
                }
                case Result.Refused refused -> remarks.addAll(first(refused.reasons()));
            }
        }
        predicted
                .relative()
                .ifPresent(relative -> lift(members, "predicted_", relative.ratio(), relative.interval(CONFIDENCE)));
        members.put("remarks", new Json.Arr(remarks.stream().<Json>map(Json::of).toList()));
        return new Json.Obj(members);
    }

    /** There may be one for each place; the first is of the place that is worst. */
    private static List<String> first(List<String> reasons) {
        return reasons.size() <= 2
                ? reasons
                : List.of(
                        reasons.get(0),
                        reasons.get(1),
                        "and " + (reasons.size() - 2) + " of the same kinds, of other places");
    }

    private static void lift(Map<String, Json> members, Estimate relative) {
        lift(members, "", relative.value(), Optional.of(relative.interval(CONFIDENCE)));
    }

    private static void lift(Map<String, Json> members, String prefix, double ratio, Optional<Interval> interval) {
        members.put(prefix + "lift", Json.of(ratio - 1));
        interval.ifPresent(of -> {
            members.put(prefix + "low", Json.of(of.low() - 1));
            members.put(prefix + "high", Json.of(of.high() - 1));
        });
    }
}
