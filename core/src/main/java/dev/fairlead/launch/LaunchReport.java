package dev.fairlead.launch;

import dev.fairlead.experiment.assignment.ExposureLedger;
import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a launch is, and how many units met its arms. */
public record LaunchReport(
        Launch launch, List<ArmCount> arms, ExposureLedger.Result exposed, List<LaunchOverlap.Other> others) {
    /**
     * One arm.
     *
     * @param policy what it does; empty when the app serves it by itself
     * @param propensity probability of the arm for a unit that may take part
     * @param units that met it first
     */
    public record ArmCount(String arm, String policy, double propensity, long units) {}

    /** @param launches all, for those that run on the same units */
    public static LaunchReport of(Launch launch, Exposures exposures, Launches launches) {
        ExposureLedger.Result exposed = exposures.of(launch);
        List<ArmCount> arms = new ArrayList<>();
        launch.propensities().forEach((arm, propensity) -> {
            int index = arms.size();
            ArmPolicy policy = launch.definition().arms().get(arm);
            long units = exposed.days().values().stream()
                    .mapToLong(day -> day.get(index))
                    .sum();
            arms.add(new ArmCount(arm, policy == null ? "" : policy.text(), propensity, units));
        });
        return new LaunchReport(launch, List.copyOf(arms), exposed, LaunchOverlap.others(launch, launches));
    }

    /** The flat facts and the arms. */
    public Json.Obj json() {
        var members = new LinkedHashMap<String, Json>();
        members.put("launch", Json.of(launch.name()));
        members.put("app", Json.of(launch.app()));
        members.put("status", Json.of(launch.status().text()));
        members.put("plan", Json.of(launch.plan()));
        members.put("unit", Json.of(launch.experiment().unit()));
        members.put("coverage", Json.of(launch.coverage()));
        members.put("exposures", Json.of(exposed.exposures()));
        members.put("units", Json.of(exposed.units()));
        members.put("multiple_exposures", Json.of(exposed.multipleExposures()));
        members.put("unknown_exposures", Json.of(exposed.unknownExposures()));
        members.put("arms", new Json.Arr(arms.stream().map(LaunchReport::json).toList()));
        members.put(
                "others", new Json.Arr(others.stream().map(LaunchReport::json).toList()));
        return new Json.Obj(members);
    }

    private static Json json(LaunchOverlap.Other other) {
        return new Json.Obj(Map.of("launch", Json.of(other.launch()), "share", Json.of(other.share())));
    }

    private static Json json(ArmCount arm) {
        var members = new LinkedHashMap<String, Json>();
        members.put("arm", Json.of(arm.arm));
        members.put("policy", Json.of(arm.policy));
        members.put("propensity", Json.of(arm.propensity));
        members.put("units", Json.of(arm.units));
        return new Json.Obj(members);
    }

    /** As {@link #json}, with the plan's whole history, one record a line. */
    public Json.Obj withHistory() {
        Map<String, Json> members = new LinkedHashMap<>(json().members());
        members.put(
                "history",
                new Json.Arr(launch.history().lines().stream().map(Json::parse).toList()));
        return new Json.Obj(members);
    }
}
