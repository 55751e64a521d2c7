package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A table of units, and what it is analysed by.
 *
 * @param name for messages and reports
 * @param asOf when outcomes were read; empty for when the last unit entered
 * @param history that locks the plan; without one all results are exploratory
 */
record AnalyzedTable(
        String name, Path file, Plan plan, Source source, Optional<Moment> asOf, Optional<PlanHistory> history) {}
