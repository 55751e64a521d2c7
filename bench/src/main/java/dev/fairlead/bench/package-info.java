/** Fairlead beside its peers, in one process, on the same models and rows. */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;
