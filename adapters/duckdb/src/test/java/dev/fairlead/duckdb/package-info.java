@NullMarked
package dev.fairlead.duckdb;

import org.jspecify.annotations.NullMarked;
