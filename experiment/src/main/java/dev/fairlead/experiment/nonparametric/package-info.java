/** Tests and intervals that take no shape of the values for granted. */
@NullMarked
package dev.fairlead.experiment.nonparametric;

import org.jspecify.annotations.NullMarked;
