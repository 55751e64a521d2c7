/** Exact, dependency-free scoring of gradient-boosted trees. */
@NullMarked
package dev.fairlead.trees;

import org.jspecify.annotations.NullMarked;
