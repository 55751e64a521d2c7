/** Reads rows of features from files, each format by its library's rules. */
@NullMarked
package dev.fairlead.cli.trees.rows;

import org.jspecify.annotations.NullMarked;
