/** Makes a table of units from one of events. */
@NullMarked
package dev.fairlead.cli.experiment.units;

import org.jspecify.annotations.NullMarked;
