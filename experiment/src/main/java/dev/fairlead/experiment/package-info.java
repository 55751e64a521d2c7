/** Experiments: design, assignment, inference and off-policy evaluation, with nothing but the JDK behind them. */
@NullMarked
package dev.fairlead.experiment;

import org.jspecify.annotations.NullMarked;
