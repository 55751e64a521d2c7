package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold before a launch starts: its metrics' events arrive, its baseline is known, its decisions are made again from the log without a
 * difference, and, where the plan says so, its releases were better on what they were measured with offline.
 *
 * @param days of the log that are looked at, up to now: 1 to 366
 * @param hours for which what was found may be used, 1 to 8784, a year
 * @param offline empty where no offline measure decides
 */
public record Gates(int days, int hours, Optional<Offline> offline) {
    /** Those of a plan that asks for none: what is looked at when something is foreseen nevertheless. */
    public static final Gates STANDARD = new Gates(14, 168, Optional.empty());

    static final int DAYS = 14;
    static final int HOURS = 168;

    /**
     * A measure of the releases' cards, on data that they were not fitted to.
     *
     * @param metric its name in the card
     * @param policy whose value must be better, in the card
     * @param baseline whose value it must be better than, in the card
     * @param margin by how much the lower end of the policy's interval may lie below the baseline's value, at least 0
     */
    public record Offline(String metric, String policy, String baseline, double margin) {}

    static Gates read(Fields gates) {
        return new Gates(
                whole(gates.optionalWhole("days"), DAYS),
                whole(gates.optionalWhole("hours"), HOURS),
                gates.optionalObject(
                        "offline",
                        offline -> new Offline(
                                offline.text("metric"),
                                offline.optionalText("policy").orElse("model"),
                                offline.text("baseline"),
                                offline.optionalNumber("margin").orElse(0.0))));
    }

    private static int whole(Optional<Long> value, int standard) {
        return Math.clamp(value.orElse((long) standard), -1, Integer.MAX_VALUE);
    }

    void hold(Problems problems) {
        problems.require(days >= 1 && days <= 366, "gates.days", "must be from 1 to 366, not " + days);
        problems.require(
                hours >= 1 && hours <= RampStep.LONGEST_HOURS,
                "gates.hours",
                "must be from 1 to " + RampStep.LONGEST_HOURS + ", a year, not " + hours);
        offline.ifPresent(each -> problems.require(
                each.margin >= 0 && Double.isFinite(each.margin),
                "gates.offline.margin",
                "must be at least 0, not " + each.margin));
    }

    Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("days", Json.of((double) days));
        members.put("hours", Json.of((double) hours));
        offline.ifPresent(each -> {
            Map<String, Json> of = new LinkedHashMap<>();
            of.put("metric", Json.of(each.metric));
            of.put("policy", Json.of(each.policy));
            of.put("baseline", Json.of(each.baseline));
            of.put("margin", Json.of(each.margin));
            members.put("offline", new Json.Obj(of));
        });
        return new Json.Obj(members);
    }
}
