/** The log and the registry in one SQLite file. */
@NullMarked
package dev.fairlead.sqlite;

import org.jspecify.annotations.NullMarked;
