/** Commands of experiments. */
@NullMarked
package dev.fairlead.cli.experiment;

import org.jspecify.annotations.NullMarked;
