@NullMarked
package dev.fairlead.sqlite;

import org.jspecify.annotations.NullMarked;
