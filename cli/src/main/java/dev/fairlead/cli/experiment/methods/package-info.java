/** One command for each method besides the planned analysis. */
@NullMarked
package dev.fairlead.cli.experiment.methods;

import org.jspecify.annotations.NullMarked;
