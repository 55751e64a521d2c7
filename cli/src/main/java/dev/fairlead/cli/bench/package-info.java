/** Benchmarks and checks against reference numbers, which other modules bring. */
@NullMarked
package dev.fairlead.cli.bench;

import org.jspecify.annotations.NullMarked;
