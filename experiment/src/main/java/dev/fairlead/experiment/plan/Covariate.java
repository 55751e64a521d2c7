package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A covariate as a plan's file has it: the name of a column, or {@code {"name": "gmv-before", "metric": "gmv", "days": 14}}.
 *
 * @param before how it is measured; empty if the table of units has it
 */
record Covariate(String name, Optional<Before> before) {
    static final String TYPE =
            "a list of columns' names or of objects such as {\"name\": \"gmv-before\", \"metric\": \"gmv\", \"days\": 14}";

    private static final Set<String> KEYS = Set.of("name", "metric", "days");

    static Optional<Covariate> of(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return Typed.text(json).map(name -> new Covariate(name, Optional.empty()));
        }
        Optional<String> name = object.get("name").flatMap(Typed::text);
        Optional<String> metric = object.get("metric").flatMap(Typed::text);
        Optional<Long> days = object.get("days").flatMap(Typed::whole);
        return name.isEmpty()
                        || metric.isEmpty()
                        || days.isEmpty()
                        || !object.members().keySet().equals(KEYS)
                ? Optional.empty()
                : Optional.of(new Covariate(
                        name.get(),
                        Optional.of(new Before(
                                name.get(),
                                metric.get(),
                                Math.clamp(days.get(), Integer.MIN_VALUE, Integer.MAX_VALUE)))));
    }

    /** The covariate of a name. */
    static Covariate of(String name, Metrics metrics) {
        return new Covariate(
                name,
                metrics.before().stream()
                        .filter(before -> before.name().equals(name))
                        .findFirst());
    }

    static List<Before> before(List<Covariate> covariates) {
        return covariates.stream().flatMap(each -> each.before().stream()).toList();
    }

    Json json() {
        if (before.isEmpty()) {
            return Json.of(name);
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.of(name));
        members.put("metric", Json.of(before.get().metric()));
        members.put("days", Json.of(before.get().days()));
        return new Json.Obj(members);
    }
}
