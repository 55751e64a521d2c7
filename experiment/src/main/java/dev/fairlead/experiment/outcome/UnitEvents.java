package dev.fairlead.experiment.outcome;

/** What is kept of one unit's events for one source. */
sealed interface UnitEvents permits Tally, Chain {}
