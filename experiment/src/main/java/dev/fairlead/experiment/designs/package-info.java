/** Analyses of designs other than people who are assigned once: switchbacks, few clusters, long-run holdouts. */
@NullMarked
package dev.fairlead.experiment.designs;

import org.jspecify.annotations.NullMarked;
