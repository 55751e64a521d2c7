/** Cells of tables of units. */
@NullMarked
package dev.fairlead.cli.experiment.table;

import org.jspecify.annotations.NullMarked;
