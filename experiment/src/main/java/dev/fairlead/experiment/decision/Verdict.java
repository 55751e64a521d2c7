package dev.fairlead.experiment.decision;

import java.util.List;

/** What the decision rule says; each has at least one reason. */
public sealed interface Verdict {
    List<Reason> reasons();

    /** All conditions hold. */
    record Ship(List<Reason> reasons) implements Verdict {
        public Ship {
            reasons = List.copyOf(reasons);
        }
    }

    /** A metric deteriorated, or the planned units are in and a condition does not hold. */
    record DoNotShip(List<Reason> reasons) implements Verdict {
        public DoNotShip {
            reasons = List.copyOf(reasons);
        }
    }

    /** Nothing is decided yet; wait for the next look. */
    record Continue(List<Reason> reasons) implements Verdict {
        public Continue {
            reasons = List.copyOf(reasons);
        }
    }

    /** The comparison is none: repair its cause and start anew. */
    record Invalid(List<Reason> reasons) implements Verdict {
        public Invalid {
            reasons = List.copyOf(reasons);
        }
    }
}
