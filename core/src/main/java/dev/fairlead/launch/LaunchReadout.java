package dev.fairlead.launch;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.analysis.Analysis;
import dev.fairlead.experiment.analysis.AnalysisOptions;
import dev.fairlead.experiment.analysis.Columns;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.analysis.Parts;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.analysis.Survey;
import dev.fairlead.experiment.analysis.SurveyResult;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.experiment.plan.Plan;
import java.util.List;
import java.util.Optional;

/** What a launch's plan says of its units. */
public final class LaunchReadout {
    private LaunchReadout() {}

    /** The columns of a table of units, for an analysis of them. */
    public static Source source() {
        return new Source(Optional.of("unit"), "arm", Optional.of("entered"), List.of());
    }

    /**
     * Analyses a launch's units under its locked plan, so that what was planned is confirmed.
     *
     * @throws UserException if it cannot be read yet, as when an arm has no unit
     */
    public static Readout of(Launch launch, UnitTable table, AnalysisOptions terms) {
        try {
            Plan plan = launch.history().plan();
            Columns columns = Columns.of(plan, source(), table.columns());
            Survey survey = Survey.of(plan, columns);
            table.read(columns.names(), survey::accept);
            SurveyResult surveyed = survey.result();
            List<Analysis> parts = Parts.each(_ -> Analysis.of(plan, columns, surveyed, Moment.of(table.asOf())));
            table.read(columns.names(), row -> parts.get(Parts.of(row)).accept(row));
            return Parts.merged(parts).result(terms);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.CONFLICT,
                    "launch \"" + launch.name() + "\" cannot be read out: " + e.getMessage());
        }
    }

    /** The defaults, with the launch's history. */
    public static AnalysisOptions terms(Launch launch) {
        return new AnalysisOptions(
                AnalysisOptions.VALIDITY_ALPHA,
                AnalysisOptions.TOLERATED_EXPOSURE,
                List.of(),
                Optional.of(launch.history()));
    }
}
