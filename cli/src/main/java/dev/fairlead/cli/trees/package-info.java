/** Commands on models of trees. */
@NullMarked
package dev.fairlead.cli.trees;

import org.jspecify.annotations.NullMarked;
