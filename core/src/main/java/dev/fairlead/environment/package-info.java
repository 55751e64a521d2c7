/** What a process takes from its surroundings and not from the log, so that a simulated world can hand out its own. */
@NullMarked
package dev.fairlead.environment;

import org.jspecify.annotations.NullMarked;
