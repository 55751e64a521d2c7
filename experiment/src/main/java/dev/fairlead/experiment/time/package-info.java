/** Times as they are written in files and requests. */
@NullMarked
package dev.fairlead.experiment.time;

import org.jspecify.annotations.NullMarked;
