/** JSON values: read from text, and written in the one canonical form that can be hashed. */
@NullMarked
package dev.fairlead.experiment.json;

import org.jspecify.annotations.NullMarked;
