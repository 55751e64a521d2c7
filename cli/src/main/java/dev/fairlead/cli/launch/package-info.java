/** Commands on launches. */
@NullMarked
package dev.fairlead.cli.launch;

import org.jspecify.annotations.NullMarked;
