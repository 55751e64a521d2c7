/** Plans, and how many units they need. */
@NullMarked
package dev.fairlead.cli.experiment.design;

import org.jspecify.annotations.NullMarked;
