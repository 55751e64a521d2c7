/** Bringing a log from elsewhere: what a file is, its mapping, the reading of several files in the order of time, and taking an import back. */
@NullMarked
package dev.fairlead.cli.imports;

import org.jspecify.annotations.NullMarked;
