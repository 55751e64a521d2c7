package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.RampStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets units in step by step. Coverage only rises, so nobody who is in moves to another arm or out; or it goes to 0, when
 * a guardrail raises an alarm, and stays there. A state machine without a clock or memory: the state is the caller's.
 */
public final class Ramp {
    private final List<RampStep> steps;

    private Ramp(List<RampStep> steps) {
        this.steps = steps;
    }

    /** The ramp of a plan. */
    public static Ramp of(Plan plan) {
        return new Ramp(plan.ramp());
    }

    /** At the first step. */
    public RampState start(Instant now) {
        return at(0, now);
    }

    private RampState at(int step, Instant now) {
        return new RampState(step, now, steps.get(step).coverage());
    }

    /**
     * What to do now. An alarm rolls back at once; anything else that does not hold makes it wait.
     *
     * @throws IllegalArgumentException if the state is none of this ramp, or begins later than now
     */
    public RampMove next(RampState state, RampSignals signals, Instant now) {
        require(state, now);
        if (state.rolledBack()) {
            return new RampMove.Hold(state, List.of("the launch was rolled back; plan a new one"));
        }
        if (!signals.alarms().isEmpty()) {
            return new RampMove.RollBack(new RampState(state.step(), now, 0), signals.alarms());
        }
        List<String> reasons = waiting(steps.get(state.step()), state, signals, now);
        if (!reasons.isEmpty()) {
            return new RampMove.Hold(state, reasons);
        }
        return state.step() == steps.size() - 1
                ? new RampMove.Complete(state)
                : new RampMove.Advance(at(state.step() + 1, now));
    }

    private void require(RampState state, Instant now) {
        if (state.step() >= steps.size()
                || !state.rolledBack()
                        && state.coverage() != steps.get(state.step()).coverage()) {
            throw new IllegalArgumentException("the state " + state + " is none of this ramp: its steps are " + steps);
        }
        if (now.isBefore(state.since())) {
            throw new IllegalArgumentException(
                    "it is " + now + ", before the step began at " + state.since() + ": time goes on");
        }
    }

    private static List<String> waiting(RampStep step, RampState state, RampSignals signals, Instant now) {
        var reasons = new ArrayList<String>();
        Duration passed = Duration.between(state.since(), now);
        if (passed.compareTo(step.minimumDuration()) < 0) {
            reasons.add("the step lasts " + step.minimumDuration().toHours() + " hours at least, and "
                    + passed.toHours() + " have passed");
        }
        if (signals.units() < step.minimumUnits()) {
            reasons.add("the step needs " + step.minimumUnits() + " units, and " + signals.units() + " have entered");
        }
        for (String guardrail : step.guardrails()) {
            if (!signals.read().contains(guardrail)) {
                reasons.add("the guardrail " + guardrail + " was not read in this step");
            }
        }
        if (signals.sampleRatio().outcome() != ValidityCheck.Outcome.PASSED) {
            reasons.add(
                    "the sample ratio does not hold: " + signals.sampleRatio().sentence());
        }
        if (signals.approvals() < step.approvals()) {
            reasons.add("the step needs the approval of " + step.approvals() + " owners to end, and has "
                    + signals.approvals());
        }
        return reasons;
    }
}
