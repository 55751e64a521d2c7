package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.design.Errors;
import java.util.List;

/**
 * How differences are tested.
 *
 * @param errors alpha, of both sides if there are two; sides, 1 or 2; power
 * @param attrition expected share of units that will not be measured, from 0 to below 1
 * @param covariates columns known before exposure, by which variance is reduced (CUPED)
 * @param strata columns known before exposure, within which arms are compared
 * @param multiplicity by which the primary metrics' p-values are adjusted
 * @param missing what becomes of units of which a covariate is not known
 * @param lift on which scale relative changes have intervals
 */
public record Inference(
        Rates errors,
        double attrition,
        List<String> covariates,
        List<String> strata,
        Monitoring monitoring,
        Multiplicity multiplicity,
        MissingCovariates missing,
        LiftScale lift) {
    public Inference {
        covariates = List.copyOf(covariates);
        strata = List.copyOf(strata);
    }

    /** Missing covariates with an indicator, lifts by the delta method: the defaults of a plan's file. */
    public Inference(
            Rates errors,
            double attrition,
            List<String> covariates,
            List<String> strata,
            Monitoring monitoring,
            Multiplicity multiplicity) {
        this(
                errors,
                attrition,
                covariates,
                strata,
                monitoring,
                multiplicity,
                MissingCovariates.INDICATOR,
                LiftScale.DELTA);
    }

    /** Error rates as they stand in a plan. */
    public record Rates(double alpha, int sides, double power) {
        /** The error rates of a design. */
        public Errors design() {
            return new Errors(alpha, sides, power);
        }
    }
}
