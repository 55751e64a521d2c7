/** Options that many commands share. */
@NullMarked
package dev.fairlead.cli.option;

import org.jspecify.annotations.NullMarked;
