/** The command line: its commands, and those that other modules bring. */
@NullMarked
package dev.fairlead.cli;

import org.jspecify.annotations.NullMarked;
