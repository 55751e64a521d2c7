/** Fairlead's launches, and any GrowthBook payload, as an OpenFeature provider that evaluates within the process. */
@NullMarked
package dev.fairlead.openfeature;

import org.jspecify.annotations.NullMarked;
