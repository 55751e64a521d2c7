package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan that names metrics of its app is completed with what the app declares of them. What the plan says itself stands. */
final class PlannedMetrics {
    private static final List<String> ROLES = List.of("primary", "secondary", "guardrails");

    private PlannedMetrics() {}

    static Json completed(Json plan, String app, Vocabulary vocabulary) {
        if (!(plan instanceof Json.Obj object)) {
            return plan;
        }
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        for (String role : ROLES) {
            if (members.get(role) instanceof Json.Arr metrics) {
                members.put(
                        role,
                        new Json.Arr(metrics.elements().stream()
                                .map(metric -> completedMetric(metric, app, vocabulary))
                                .toList()));
            }
        }
        return new Json.Obj(members);
    }

    private static Json completedMetric(Json metric, String app, Vocabulary vocabulary) {
        return metric instanceof Json.Obj object && object.get("name").orElse(Json.NULL) instanceof Json.Str name
                ? vocabulary
                        .metric(app, name.value())
                        .<Json>map(declared -> declared.complete(object))
                        .orElse(object)
                : metric;
    }
}
