/** The distributions that tests and intervals are read from. */
@NullMarked
package dev.fairlead.experiment.distribution;

import org.jspecify.annotations.NullMarked;
