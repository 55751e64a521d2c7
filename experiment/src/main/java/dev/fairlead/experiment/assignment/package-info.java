/**
 * Who gets what: assignment by hash in buckets that are GrowthBook's, with namespaces, holdouts and conditions; blocks of known
 * units; and who was exposed.
 */
@NullMarked
package dev.fairlead.experiment.assignment;

import org.jspecify.annotations.NullMarked;
