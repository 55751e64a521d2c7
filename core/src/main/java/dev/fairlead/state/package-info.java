/**
 * Features: each is defined once, updated from events, read for a request and replayed for training.
 *
 * <p>{@link dev.fairlead.state.FeatureStore} is the fold. An event becomes {@link
 * dev.fairlead.market.features.Update}s; {@link dev.fairlead.state.Aggregate}s keep numbers per entity; {@link
 * dev.fairlead.state.Feature}s read them at a point in time.
 */
@NullMarked
package dev.fairlead.state;

import org.jspecify.annotations.NullMarked;
