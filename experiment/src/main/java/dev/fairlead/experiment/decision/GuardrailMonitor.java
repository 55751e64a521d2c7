package dev.fairlead.experiment.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows guardrails reading by reading and raises an alarm when one has deteriorated beyond its margin. While all are
 * within their margins, the probability that it ever does is at most α, however often they are read: each guardrail has
 * α / G of its own (Bonferroni), and a method that may be read repeatedly.
 *
 * <p>Not safe for use by several threads.
 */
public final class GuardrailMonitor {
    private final Map<String, GuardrailHistory> guardrails = new LinkedHashMap<>();
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();

    /** A guardrail, what it may spend, and the units at each of its readings. */
    private record GuardrailHistory(Guardrail guardrail, double alpha, List<Long> units) {}

    /**
     * @param alpha probability of a false alarm by any of them at any time, between 0 and 1
     * @param guardrails at least one
     */
    public GuardrailMonitor(double alpha, List<Guardrail> guardrails) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is between 0 and 1, such as 0.01, not " + alpha);
        }
        if (guardrails.isEmpty()) {
            throw new IllegalArgumentException("there is no guardrail to watch");
        }
        guardrails.forEach(guardrail -> follow(guardrail, alpha / guardrails.size()));
    }

    /** @param levels what each may spend, above 0; together less than 1 */
    public GuardrailMonitor(Map<Guardrail, Double> levels) {
        levels.forEach((guardrail, alpha) -> {
            if (!(alpha > 0 && alpha < 1)) {
                throw new IllegalArgumentException("alpha is between 0 and 1, such as 0.01, not " + alpha);
            }
            follow(guardrail, alpha);
        });
    }

    private void follow(Guardrail guardrail, double alpha) {
        if (guardrails.put(guardrail.name(), new GuardrailHistory(guardrail, alpha, new ArrayList<>())) != null) {
            throw new IllegalArgumentException("the guardrail " + guardrail.name() + " is there twice");
        }
    }

    /**
     * Takes the next reading. One without new units is passed over: it says nothing new.
     *
     * @return the alarm, when this reading raises it
     * @throws IllegalArgumentException if no such guardrail is watched, or it has fewer units than before
     */
    public Optional<Alarm> accept(GuardrailReading reading) {
        GuardrailHistory followed = Optional.ofNullable(guardrails.get(reading.guardrail()))
                .orElseThrow(() -> new IllegalArgumentException("no guardrail " + reading.guardrail()
                        + " is watched; there are " + String.join(", ", guardrails.keySet())));
        if (!grown(followed.units(), reading) || alarms.containsKey(reading.guardrail())) {
            return Optional.empty();
        }
        Optional<Alarm> alarm = alarm(followed, reading);
        alarm.ifPresent(raised -> alarms.put(raised.guardrail(), raised));
        return alarm;
    }

    private static boolean grown(List<Long> before, GuardrailReading reading) {
        long last = before.isEmpty() ? 0 : before.getLast();
        if (reading.units() < last) {
            throw new IllegalArgumentException("a reading of " + reading.guardrail() + " has " + reading.units()
                    + " units and the one before it had " + last + "; readings are over all units since the start");
        }
        return reading.units() > last && before.add(reading.units());
    }

    private static Optional<Alarm> alarm(GuardrailHistory followed, GuardrailReading reading) {
        Guardrail guardrail = followed.guardrail();
        return reading.beyond(guardrail, followed.alpha(), followed.units())
                .map(how -> new Alarm(
                        reading.at(),
                        guardrail.name(),
                        guardrail.name() + " is worse by more than its margin, " + guardrail.margin() + ": " + how));
    }

    /** The alarms so far, at most one of each guardrail. */
    public List<Alarm> alarms() {
        return List.copyOf(alarms.values());
    }
}
