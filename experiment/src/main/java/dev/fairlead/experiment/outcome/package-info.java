/** What became of the units of an experiment: from exposures and events to the table with a row per unit that is analysed. */
@NullMarked
package dev.fairlead.experiment.outcome;

import org.jspecify.annotations.NullMarked;
