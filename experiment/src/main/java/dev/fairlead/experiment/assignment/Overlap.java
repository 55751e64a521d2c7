package dev.fairlead.experiment.assignment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units that two experiments on the same kind of unit have in common. */
public final class Overlap {
    private Overlap() {}

    private record Seed(HashVersion version, String seed) {}

    /**
     * The share of all units that have an arm in both, were there no conditions and no testers. Places under different seeds are
     * independent, so it is the product, over seeds, of what both take of the places; under a seed that both have they see the
     * same places.
     *
     * @return empty if they randomize different units
     */
    public static Optional<Double> share(Experiment one, Experiment other) {
        if (!one.unit().equals(other.unit())) {
            return Optional.empty();
        }
        Map<Seed, List<Range>> taken = taken(one);
        taken(other).forEach((seed, ranges) -> taken.merge(seed, ranges, Overlap::common));
        return Optional.of(taken.values().stream().mapToDouble(Overlap::length).reduce(1, (a, b) -> a * b));
    }

    /**
     * Refuses experiments that could not run together.
     *
     * @throws IllegalArgumentException if two have the same key, or the same seed and unit in namespaces that overlap
     */
    public static void refuseSharedDraws(List<Experiment> experiments) {
        for (int i = 0; i < experiments.size(); i++) {
            for (Experiment earlier : experiments.subList(0, i)) {
                checkApart(earlier, experiments.get(i));
            }
        }
    }

    private static void checkApart(Experiment a, Experiment b) {
        Check.that(!a.key().equals(b.key()), "two experiments have the key \"" + a.key() + "\"");
        boolean apart = !a.unit().equals(b.unit())
                || !a.seed().equals(b.seed())
                || a.namespace()
                        .flatMap(mine -> b.namespace().map(other -> !mine.overlaps(other)))
                        .orElse(false);
        Check.that(
                apart,
                "experiments \"" + a.key() + "\" and \"" + b.key() + "\" have the seed \"" + a.seed()
                        + "\", so the same units would get the same arms; give one another seed");
    }

    /** Whether they take parts of the same space that overlap, so that they are not kept apart as they mean to be. */
    public static boolean inNamespace(Experiment one, Experiment other) {
        return one.namespace()
                .flatMap(mine -> other.namespace()
                        .map(theirs -> mine.name().equals(theirs.name())
                                && (!one.unit().equals(other.unit()) || mine.overlaps(theirs))))
                .orElse(false);
    }

    /** What an experiment takes of the places under each seed. */
    private static Map<Seed, List<Range>> taken(Experiment experiment) {
        var taken = new LinkedHashMap<Seed, List<Range>>();
        taken.put(
                new Seed(experiment.hashVersion(), experiment.seed()),
                experiment.ranges().ranges());
        experiment
                .namespace()
                .ifPresent(space -> taken.put(new Seed(space.hashVersion(), space.seed()), List.of(space.range())));
        experiment
                .holdout()
                .ifPresent(holdout ->
                        taken.put(new Seed(HashVersion.V2, holdout.name()), List.of(new Range(holdout.share(), 1))));
        return taken;
    }

    /** Ranges of one list overlap with no other of it. */
    private static List<Range> common(List<Range> some, List<Range> others) {
        var common = new ArrayList<Range>();
        for (Range a : some) {
            for (Range b : others) {
                if (a.overlaps(b)) {
                    common.add(new Range(Math.max(a.start(), b.start()), Math.min(a.end(), b.end())));
                }
            }
        }
        return common;
    }

    private static double length(List<Range> ranges) {
        return ranges.stream().mapToDouble(range -> range.end() - range.start()).sum();
    }
}
