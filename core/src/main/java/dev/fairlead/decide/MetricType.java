package dev.fairlead.decide;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric that an app declares once, so that plans of its launches can name it.
 *
 * @param name as a plan names it
 * @param kind "mean", "proportion", "count", …, as in a plan
 * @param event type of the events that it is computed from
 * @param field the number of an event that is summed; empty where events are counted
 * @param direction "increase" or "decrease": which is better
 * @param windowDays how long after a unit's entry its events count, in days
 */
public record MetricType(String name, String kind, String event, String field, String direction, int windowDays) {
    /** A metric of a plan with what this declaration says beside what the plan says itself, which stands. */
    public Json.Obj complete(Json.Obj planned) {
        Map<String, Json> members = new LinkedHashMap<>(planned.members());
        members.putIfAbsent("kind", Json.of(kind));
        members.putIfAbsent("direction", Json.of(direction));
        members.putIfAbsent("windowDays", Json.of((double) windowDays));
        Map<String, Json> from = new LinkedHashMap<>();
        from.put("event", Json.of(event));
        if (!field.isEmpty()) {
            from.put("field", Json.of(field));
        }
        members.putIfAbsent("from", new Json.Obj(from));
        return new Json.Obj(members);
    }
}
