package dev.fairlead.decide;

import dev.fairlead.events.Decision;
import java.util.List;

/** Decides what somebody sees. It always answers; {@link Decision#fallback} says when with less than the full policy. */
public interface Decider {
    Decision decide(DecisionRequest request);

    /** Names of the features in {@link Decision.Slot#features}, in order, for the decision's fingerprint; empty when another set of features made it. */
    List<String> featureNames(Decision decision);
}
