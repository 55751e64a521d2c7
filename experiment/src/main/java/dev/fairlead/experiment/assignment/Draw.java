package dev.fairlead.experiment.assignment;

/** Whether a unit is in a part of the places that a seed gives; what the seed alone says is hashed once. */
record Draw(HashVersion hashVersion, String seed, int prefix, Range range) {
    Draw(HashVersion hashVersion, String seed, Range range) {
        this(hashVersion, seed, hashVersion.prefix(seed), range);
    }

    boolean contains(String unit) {
        return range.contains(hashVersion.of(prefix, seed, unit));
    }
}
