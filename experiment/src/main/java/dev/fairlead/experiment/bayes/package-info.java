/** What is to be believed of arms after seeing data, from priors that are stated. */
@NullMarked
package dev.fairlead.experiment.bayes;

import org.jspecify.annotations.NullMarked;
