/** Commands that measure policies on logged data. */
@NullMarked
package dev.fairlead.cli.evaluate;

import org.jspecify.annotations.NullMarked;
