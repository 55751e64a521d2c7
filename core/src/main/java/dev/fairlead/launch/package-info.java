/** Launches: who gets which arm, who met it, and what operators do with it, all from events in the log. */
@NullMarked
package dev.fairlead.launch;

import org.jspecify.annotations.NullMarked;
