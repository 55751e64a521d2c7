package dev.fairlead.experiment.plan;

/**
 * Something wrong with a plan.
 *
 * @param path of the value, such as {@code guardrails[1].margin}; empty for the whole plan
 * @param sentence what is wrong and what to do
 */
public record Problem(String path, String sentence) {
    @Override
    public String toString() {
        return (path.isEmpty() ? "the plan" : path) + ": " + sentence;
    }
}
