/** Assigns units to arms. */
@NullMarked
package dev.fairlead.cli.experiment.assign;

import org.jspecify.annotations.NullMarked;
