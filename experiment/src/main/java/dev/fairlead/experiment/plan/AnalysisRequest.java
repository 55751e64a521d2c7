package dev.fairlead.experiment.plan;

import java.util.List;
import java.util.Optional;

/**
 * An analysis that someone wants to read.
 *
 * @param metric as it will be computed
 * @param method by which its p-value or interval is made valid at this look
 * @param slice the subgroup; empty for all units
 * @param information share of the planned units that is in, above 0
 * @param covariates columns it will adjust for
 * @param strata columns within which it will compare
 */
public record AnalysisRequest(
        Metric metric,
        Monitoring method,
        Optional<Subgroup> slice,
        double information,
        List<String> covariates,
        List<String> strata) {
    public AnalysisRequest {
        covariates = List.copyOf(covariates);
        strata = List.copyOf(strata);
        if (!(information > 0) || Double.isInfinite(information)) {
            throw new IllegalArgumentException(
                    "the share of the planned units that is in must be above 0, not " + information);
        }
    }

    /** The units whose column has a value. */
    public record Subgroup(String column, String value) {}

    /** The analysis of a metric that a plan asks for, when all units are in. */
    public static AnalysisRequest planned(Plan plan, PlannedMetric planned) {
        Inference inference = plan.inference();
        return new AnalysisRequest(
                planned.metric(),
                inference.monitoring(),
                Optional.empty(),
                1,
                inference.covariates(),
                inference.strata());
    }
}
