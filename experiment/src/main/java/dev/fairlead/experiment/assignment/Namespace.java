package dev.fairlead.experiment.assignment;

/**
 * A part of a space that experiments share: those with parts that do not overlap never meet in one unit.
 *
 * @param name of the space
 * @param start included, 0 to 1
 * @param end excluded, above the start and at most 1
 * @param hashVersion version 2, except in GrowthBook's own namespaces
 */
public record Namespace(String name, double start, double end, HashVersion hashVersion) {
    private static final String PREFIX = "__";

    /** A part of a space in which units are placed by hash version 2. */
    public static Namespace of(String name, double start, double end) {
        var namespace = new Namespace(name, start, end, HashVersion.V2);
        namespace.check();
        return namespace;
    }

    /** Refuses what a payload may hold but no experiment may ask for. */
    void check() {
        Check.named(name, "a namespace");
        Check.that(
                start >= 0 && start < end && end <= 1,
                "the part of namespace \"" + name + "\" goes from " + start + " to " + end
                        + "; it must start at 0 or above and end above its start, at most at 1");
    }

    /** Seed of the hash that places units in the space. */
    public String seed() {
        return PREFIX + name;
    }

    /** The places of this part. */
    public Range range() {
        return new Range(start, end);
    }

    /** Whether the unit is in this part. */
    public boolean contains(String unit) {
        return draw().contains(unit);
    }

    Draw draw() {
        return new Draw(hashVersion, seed(), range());
    }

    /** Whether some unit can be in both parts; units of different spaces can. */
    public boolean overlaps(Namespace other) {
        return !seed().equals(other.seed()) || hashVersion != other.hashVersion || range().overlaps(other.range());
    }
}
