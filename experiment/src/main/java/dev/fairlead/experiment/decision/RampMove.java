package dev.fairlead.experiment.decision;

import java.util.List;

/** What a ramp does next. */
public sealed interface RampMove {
    /** Where it is then. */
    RampState state();

    /** Stays where it is, for at least one reason. */
    record Hold(RampState state, List<String> reasons) implements RampMove {
        public Hold {
            reasons = List.copyOf(reasons);
        }
    }

    /** Goes on to the next step: more units enter, and all that are in stay in their arms. */
    record Advance(RampState state) implements RampMove {}

    /** The last step has all that it waited for. */
    record Complete(RampState state) implements RampMove {}

    /** Goes back to no units, for good. */
    record RollBack(RampState state, List<Alarm> alarms) implements RampMove {
        public RollBack {
            alarms = List.copyOf(alarms);
        }
    }
}
