package dev.fairlead.launch;

import dev.fairlead.experiment.assignment.ConditionParser;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The format of a feature-flag service, which an adapter knows.
 *
 * @param conditions the language of launches' conditions
 * @param payload writes experiments as features, so that the service's SDKs assign the same units to the same arms
 */
public record FlagFormat(ConditionParser conditions, Function<List<Experiment>, Json.Obj> payload) {
    /** No format: conditions are refused, and no features are published. */
    public static final FlagFormat NONE = new FlagFormat(ConditionParser.NONE, _ -> new Json.Obj(Map.of()));
}
