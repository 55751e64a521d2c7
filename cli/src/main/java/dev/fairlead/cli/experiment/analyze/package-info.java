/** Analyses a table of units, or a launch, under its plan. */
@NullMarked
package dev.fairlead.cli.experiment.analyze;

import org.jspecify.annotations.NullMarked;
