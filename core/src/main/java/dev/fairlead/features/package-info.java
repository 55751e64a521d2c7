/**
 * Features: each is defined once, updated from events, read for a request and replayed for training.
 *
 * <p>{@link dev.fairlead.features.FeatureStore} is the fold. An event becomes {@link
 * dev.fairlead.features.Occurrence}s; {@link dev.fairlead.features.Aggregate}s keep numbers per entity; {@link
 * dev.fairlead.features.Feature}s read them at a point in time.
 */
@NullMarked
package dev.fairlead.features;

import org.jspecify.annotations.NullMarked;
