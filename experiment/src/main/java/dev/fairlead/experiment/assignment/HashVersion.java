package dev.fairlead.experiment.assignment;

import java.util.Optional;

/** How GrowthBook maps a unit to a number from 0 to below 1. */
public enum HashVersion {
    /**
     * FNV-1a of the unit and then the seed, in 1,000 buckets. Seeds that end alike give dependent buckets, so experiments
     * with related names disturb each other: for payloads that ask for it only.
     */
    V1(1_000) {
        @Override
        int prefix(String seed) {
            return Fnv.EMPTY;
        }

        @Override
        int hash(int prefix, String seed, String unit) {
            return Fnv.add(Fnv.add(prefix, unit), seed);
        }
    },
    /** FNV-1a of the decimal digits of the FNV-1a of the seed and then the unit, in 10,000 buckets. */
    V2(10_000) {
        @Override
        int prefix(String seed) {
            return Fnv.add(Fnv.EMPTY, seed);
        }

        @Override
        int hash(int prefix, String seed, String unit) {
            return Fnv.addDecimal(Fnv.EMPTY, Fnv.add(prefix, unit));
        }
    };

    private final int buckets;

    HashVersion(int buckets) {
        this.buckets = buckets;
    }

    /** What of the hash can be known from the seed alone. */
    abstract int prefix(String seed);

    abstract int hash(int prefix, String seed, String unit);

    /** The version of a number, 1 or 2; empty for another. */
    public static Optional<HashVersion> of(double number) {
        return number == 1 ? Optional.of(V1) : number == 2 ? Optional.of(V2) : Optional.empty();
    }

    /** 1 or 2. */
    public int number() {
        return ordinal() + 1;
    }

    /** How many values {@link #of(String, String)} has: the multiples of 1 / buckets below 1. */
    public int buckets() {
        return buckets;
    }

    /** The unit's place, from 0 to below 1; the same for ever. It allocates nothing. */
    public double of(String seed, String unit) {
        return of(prefix(seed), seed, unit);
    }

    double of(int prefix, String seed, String unit) {
        return Integer.remainderUnsigned(hash(prefix, seed, unit), buckets) / (double) buckets;
    }

    /** The probability that a unit's place is in a range, exactly: places are multiples of 1 / buckets. */
    public double share(Range range) {
        int inside = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            inside += range.contains(bucket / (double) buckets) ? 1 : 0;
        }
        return inside / (double) buckets;
    }
}
