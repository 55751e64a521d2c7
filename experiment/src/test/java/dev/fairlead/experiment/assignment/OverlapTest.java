package dev.fairlead.experiment.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final int UNITS = 40_000;

    private static Experiment experiment(String key) {
        return Experiment.of(key, "user", List.of(new Arm("a", 0.3), new Arm("b", 0.7)));
    }

    private static double counted(Experiment one, Experiment other) {
        var first = new Assigner(one);
        var second = new Assigner(other);
        long both = 0;
        for (int i = 0; i < UNITS; i++) {
            boolean in = first.assign("u" + i) instanceof Assignment.Drawn;
            both += in && second.assign("u" + i) instanceof Assignment.Drawn ? 1 : 0;
        }
        return (double) both / UNITS;
    }

    @Test
    void sharesAreThoseThatUnitsHave() {
        var random = new Random(1);
        for (int i = 0; i < 40; i++) {
            Experiment one = random(random, "one");
            Experiment other = random(random, random.nextInt(3) == 0 ? "one" : "other");
            double share = Overlap.share(one, other).orElseThrow();
            double error = 4.5 * Math.sqrt(share * (1 - share) / UNITS) + 1e-3;
            assertEquals(share, counted(one, other), error, () -> one + " and " + other);
        }
    }

    private static Experiment random(Random random, String key) {
        Experiment experiment = experiment(key).withCoverage(random.nextDouble());
        if (random.nextBoolean()) {
            double start = random.nextDouble(0.6);
            experiment = experiment.withNamespace(
                    Namespace.of(random.nextBoolean() ? "home" : "search", start, random.nextDouble(start + 0.1, 1)));
        }
        return random.nextBoolean()
                ? experiment.withHoldout(
                        new Holdout(random.nextBoolean() ? "year" : "half-year", random.nextDouble(0.01, 0.5)))
                : experiment;
    }

    @Test
    void rightValues() {
        Experiment half = experiment("a").withNamespace(Namespace.of("home", 0, 0.5));
        Experiment rest = experiment("b").withNamespace(Namespace.of("home", 0.5, 1));
        Experiment most = experiment("c").withNamespace(Namespace.of("home", 0.4, 1));
        assertEquals(Optional.of(0.0), Overlap.share(half, rest));
        assertEquals(0.1, Overlap.share(half, most).orElseThrow(), 1e-12);
        assertEquals(0.5, Overlap.share(rest, most).orElseThrow(), 1e-12);
        assertEquals(
                0.25, Overlap.share(experiment("d").withCoverage(0.5), half).orElseThrow(), 1e-12);
        Holdout year = new Holdout("year", 0.1);
        assertEquals(
                0.9,
                Overlap.share(experiment("d").withHoldout(year), experiment("e").withHoldout(year))
                        .orElseThrow(),
                1e-12,
                "they keep the same units out");
        assertFalse(Overlap.inNamespace(half, rest));
        assertTrue(Overlap.inNamespace(half, most));
        assertFalse(Overlap.inNamespace(half, experiment("d")));
    }

    @Test
    void usersAndSessionsCannotBeKeptApart() {
        Experiment sessions =
                Experiment.of("s", "session", experiment("x").arms()).withNamespace(Namespace.of("home", 0.5, 1));
        Experiment users = experiment("u").withNamespace(Namespace.of("home", 0, 0.5));
        assertTrue(Overlap.inNamespace(users, sessions));
        assertEquals(Optional.empty(), Overlap.share(users, sessions));
    }
}
