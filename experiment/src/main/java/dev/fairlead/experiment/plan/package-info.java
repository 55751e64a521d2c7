/** A launch's plan of analysis: written before the data, locked by its hash, and what is judged against it. */
@NullMarked
package dev.fairlead.experiment.plan;

import org.jspecify.annotations.NullMarked;
