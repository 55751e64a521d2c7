/** Commands on the log of events. */
@NullMarked
package dev.fairlead.cli.data;

import org.jspecify.annotations.NullMarked;
