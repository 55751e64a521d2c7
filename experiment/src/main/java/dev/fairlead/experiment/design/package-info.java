/**
 * How many units an experiment needs, what it can detect, and how long it takes; and the analyses of designs other than people who
 * are assigned once: switchbacks, few clusters, long-run holdouts.
 */
@NullMarked
package dev.fairlead.experiment.design;

import org.jspecify.annotations.NullMarked;
