/**
 * GrowthBook's format: its payload of features and experiments, its language of conditions, its sticky buckets and its encrypted
 * payloads, evaluated as its own SDKs do; and experiments of Fairlead written as such a payload.
 */
@NullMarked
package dev.fairlead.growthbook;

import org.jspecify.annotations.NullMarked;
