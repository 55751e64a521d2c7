/** Models with their provenance, stored by content hash. */
@NullMarked
package dev.fairlead.registry;

import org.jspecify.annotations.NullMarked;
