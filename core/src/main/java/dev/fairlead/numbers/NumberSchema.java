package dev.fairlead.numbers;

import dev.fairlead.experiment.json.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parameters of an app, in the order in which people read them, and what must hold between them.
 *
 * @param parameters each key once
 * @param rules checked whenever numbers are made
 */
public record NumberSchema(List<Parameter<?>> parameters, List<Rule> rules) {
    /** Something that must hold between several numbers. */
    public interface Rule {
        /** @throws IllegalArgumentException with a sentence if it does not hold */
        void check(Numbers numbers);
    }

    /** @throws IllegalArgumentException if two parameters have one key */
    public NumberSchema {
        parameters = List.copyOf(parameters);
        rules = List.copyOf(rules);
        Set<String> keys = new HashSet<>();
        for (Parameter<?> parameter : parameters) {
            if (!keys.add(parameter.key())) {
                throw new IllegalArgumentException("two parameters have the key '" + parameter.key() + "'");
            }
        }
    }

    /** Every parameter has its default. @throws IllegalArgumentException if the defaults break a rule */
    public Numbers defaults() {
        return Numbers.defaults(this);
    }

    /** The parameter with this key. @throws IllegalArgumentException if there is none; it suggests what may be meant */
    Parameter<?> parameter(String key) {
        return parameters.stream()
                .filter(parameter -> parameter.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown configuration key '" + key + "'"
                        + Suggestion.of(
                                key, parameters.stream().map(Parameter::key).toList())));
    }
}
