/** What to do with a launch: ship it or not, ramp it on, roll it back. */
@NullMarked
package dev.fairlead.experiment.decision;

import org.jspecify.annotations.NullMarked;
