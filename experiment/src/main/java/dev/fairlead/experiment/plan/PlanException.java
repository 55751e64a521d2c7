package dev.fairlead.experiment.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be taken, with all that is wrong with it. */
public final class PlanException extends IllegalArgumentException {
    private final transient List<Problem> problems;

    PlanException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining(
                        "",
                        problems.size() == 1
                                ? "the plan has a problem:"
                                : "the plan has " + problems.size() + " problems:",
                        "")));
        this.problems = List.copyOf(problems);
    }

    /** All of them, in the order in which they were found. */
    public List<Problem> problems() {
        return problems;
    }
}
