/**
 * Who gets what: assignment by hash, compatible with GrowthBook's SDKs; targeting, features, blocks of known units; and who was
 * exposed.
 */
@NullMarked
package dev.fairlead.experiment.assignment;

import org.jspecify.annotations.NullMarked;
