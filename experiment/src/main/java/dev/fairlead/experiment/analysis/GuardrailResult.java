package dev.fairlead.experiment.analysis;

/**
 * A guardrail in an arm. Its reading has the confidence 1 − 2α, or 1 − α with always-valid methods, so that the bound on the
 * bad side errs with probability α, the rate at which non-inferiority is decided.
 *
 * @param margin how much worse is accepted, in the unit of the metric
 * @param nonInferior whether it is shown not to be worse by more than the margin
 * @param pWorse one-sided p-value of not being worse: small if it deteriorated
 */
public record GuardrailResult(Effect effect, double margin, boolean nonInferior, double pWorse) {}
