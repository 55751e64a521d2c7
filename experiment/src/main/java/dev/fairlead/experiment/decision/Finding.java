package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.plan.Direction;

/** What is known of one metric in one comparison with control, by the part it plays. */
public sealed interface Finding {
    /** Its name. */
    String metric();

    /** Which way is better. */
    Direction direction();

    Evidence evidence();

    /**
     * Of a primary metric.
     *
     * @param adjustedP p-value of no difference at the plan's sides, adjusted for all primary metrics (and arms), 0 to 1
     * @param tests for which it is adjusted, itself counted, at least 1
     */
    record Primary(String metric, Direction direction, Evidence evidence, double adjustedP, long tests)
            implements Finding {
        /** The only primary metric, in the only arm. */
        public Primary(String metric, Direction direction, Evidence evidence, double adjustedP) {
            this(metric, direction, evidence, adjustedP, 1);
        }

        public Primary {
            Findings.probability(adjustedP, "the adjusted p-value of " + metric);
        }
    }

    /** Of a secondary metric. */
    record Secondary(String metric, Direction direction, Evidence evidence) implements Finding {}

    /**
     * Of a guardrail.
     *
     * @param margin the absolute difference in the bad direction that is accepted, above 0
     */
    record Guardrail(String metric, Direction direction, Evidence evidence, double margin) implements Finding {
        public Guardrail {
            if (!(margin > 0) || Double.isInfinite(margin)) {
                throw new IllegalArgumentException("the margin of " + metric + " must be above 0, not " + margin);
            }
        }
    }
}
