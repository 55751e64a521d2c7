package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a look at one guardrail found.
 *
 * @param slice the subgroup, as {@code column=value}; empty for all units that take part
 * @param units of the smaller arm
 * @param control what control has; NaN where there is nothing
 * @param treatment likewise
 * @param sentence why it could not be read, or how it is breached; empty when it holds
 */
public record GuardrailState(
        String guardrail,
        String arm,
        String slice,
        Outcome outcome,
        long units,
        double control,
        double treatment,
        String sentence) {
    /** What was found. */
    public enum Outcome {
        /** Too few units to say anything: the launch waits. */
        NO_DATA,
        /** The measurement failed, so that nothing is known: the launch waits. */
        UNKNOWN,
        /** Nothing speaks for harm beyond the margin. */
        WITHIN,
        /** Worse than the margin allows, beyond chance. */
        BREACHED;

        /** In words. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    boolean breached() {
        return outcome == Outcome.BREACHED;
    }

    boolean read() {
        return outcome == Outcome.WITHIN || breached();
    }

    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("guardrail", Json.of(guardrail));
        members.put("arm", Json.of(arm));
        members.put("slice", Json.of(slice));
        members.put("outcome", Json.of(outcome.text()));
        members.put("units", Json.of((double) units));
        members.put("control", Double.isFinite(control) ? Json.of(control) : Json.NULL);
        members.put("treatment", Double.isFinite(treatment) ? Json.of(treatment) : Json.NULL);
        members.put("sentence", Json.of(sentence));
        return new Json.Obj(members);
    }

    static GuardrailState of(Members in) {
        return new GuardrailState(
                in.requiredText("guardrail"),
                in.requiredText("arm"),
                in.anyText("slice").orElse(""),
                Outcome.valueOf(
                        in.requiredText("outcome").toUpperCase(Locale.ROOT).replace(' ', '_')),
                (long) in.requiredNumber("units"),
                in.number("control").orElse(Double.NaN),
                in.number("treatment").orElse(Double.NaN),
                in.anyText("sentence").orElse(""));
    }
}
