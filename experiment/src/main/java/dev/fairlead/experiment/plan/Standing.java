package dev.fairlead.experiment.plan;

import java.util.List;

/** What a result may be called. */
public sealed interface Standing {
    /** It was planned before the data: its error rates are what they say. */
    record Confirmatory(String reason) implements Standing {}

    /** It was not, for at least one reason: it suggests, and the next plan may test it. */
    record Exploratory(List<String> reasons) implements Standing {
        public Exploratory {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Judges an analysis by the plan that is in force and by whether that plan, as far as the analysis depends on it, was
     * there before the first units entered. That must show in the data's times; where they have none, it is believed if the
     * plan, locked by then, named the day of its start.
     */
    static Standing of(PlanHistory history, AnalysisRequest request, EntryTimes entered) {
        List<String> reasons = new ConfirmatoryCheck(history, request, entered).reasons();
        return reasons.isEmpty()
                ? new Confirmatory("planned before the first units entered; the plan's hash is "
                        + history.current().hash())
                : new Exploratory(reasons);
    }
}
