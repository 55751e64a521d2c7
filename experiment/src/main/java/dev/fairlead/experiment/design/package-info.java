/** How many units an experiment needs, what it can detect, and how long it takes. */
@NullMarked
package dev.fairlead.experiment.design;

import org.jspecify.annotations.NullMarked;
