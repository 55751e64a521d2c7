/** The command that serves. */
@NullMarked
package dev.fairlead.cli.serve;

import org.jspecify.annotations.NullMarked;
