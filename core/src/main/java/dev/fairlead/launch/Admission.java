package dev.fairlead.launch;

import dev.fairlead.events.LaunchNote;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.plan.Gates;
import dev.fairlead.experiment.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a launch may start, by the gates of its plan.
 *
 * @param forecast the last of this plan for the same arms; empty without one
 */
record Admission(Plan plan, Optional<LaunchNote> forecast, Instant now) {
    static Admission of(Plan plan, Definition definition, Optional<LaunchNote> forecast, Instant now) {
        return new Admission(
                plan, forecast.filter(note -> arms(note).equals(ForecastRequest.policies(definition))), now);
    }

    private static Map<String, String> arms(LaunchNote note) {
        return Members.of(Json.parse(note.content()), "").texts("arms");
    }

    /** Hash of what was found before the start; empty without it. */
    String evidence() {
        return forecast.map(note -> Sha256.of(note.content())).orElse("");
    }

    private record Gate(String name, String outcome, String sentence) {}

    private List<Gate> open() {
        return forecast.map(note -> Members.of(Json.parse(note.content()), "").objects("gates").stream()
                        .map(each -> new Gate(
                                each.requiredText("gate"), each.requiredText("outcome"), each.requiredText("sentence")))
                        .filter(gate -> !gate.outcome.equals(LaunchGates.PASSED))
                        .toList())
                .orElse(List.of());
    }

    /** Why it may not start; empty when it may. @param overrides reasons for which gates are passed over, by name */
    Optional<String> refusal(Map<String, String> overrides, String by) {
        Optional<Gates> gates = plan.preparation().gates();
        if (gates.isEmpty()) {
            return overrides.isEmpty()
                    ? Optional.empty()
                    : Optional.of("overrides: the plan has no gates that could be passed over");
        }
        if (forecast.isEmpty()) {
            return Optional.of(
                    "the plan has gates, and nothing was looked at yet for these arms: fairlead launch forecast");
        }
        Duration age = Duration.between(Instant.ofEpochMilli(forecast.get().time()), now);
        if (age.compareTo(Duration.ofHours(gates.get().hours())) > 0) {
            return Optional.of("what was found for the gates is " + age.toHours()
                    + " hours old, and the plan uses it for " + gates.get().hours() + ": fairlead launch forecast");
        }
        if (!overrides.isEmpty() && !plan.owners().contains(by)) {
            return Optional.of(
                    "overrides: \"" + by + "\" is no owner, and only owners pass over a gate; the owners are "
                            + String.join(", ", plan.owners()));
        }
        List<String> refused = new ArrayList<>();
        List<Gate> open = open();
        open.stream()
                .filter(gate -> !overrides.containsKey(gate.name))
                .forEach(gate -> refused.add("gate \"" + gate.name + "\" " + gate.outcome + ": " + gate.sentence));
        overrides.keySet().stream()
                .filter(name -> open.stream().noneMatch(gate -> gate.name.equals(name)))
                .forEach(name -> refused.add("overrides: no gate \"" + name + "\" is open"));
        return refused.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refused));
    }

    /** What the journal says of it beside the coverage. */
    String words(Map<String, String> overrides) {
        StringBuilder words = new StringBuilder();
        if (plan.preparation().gates().isPresent()) {
            words.append("; gates passed");
        }
        new TreeMap<>(overrides)
                .forEach((gate, reason) -> words.append(", but \"")
                        .append(gate)
                        .append("\", passed over: ")
                        .append(reason));
        return words.toString();
    }
}
