/** Events from and to CSV and Parquet, through DuckDB. */
@NullMarked
package dev.fairlead.duckdb;

import org.jspecify.annotations.NullMarked;
