package dev.fairlead.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A simulated world whose truth is known, and what is claimed of methods in it.
 *
 * @param world what is in it, in a few words
 * @param run draws one experiment
 * @param claims each about the same runs
 * @param <D> what a run yields
 */
public record Study<D>(String world, Function<RandomGenerator, D> run, List<Claim<D>> claims) {
    public Study {
        claims = List.copyOf(claims);
    }

    @SafeVarargs
    static <D> Study<D> of(String world, Function<RandomGenerator, D> run, Claim<D>... claims) {
        var all = new ArrayList<Claim<D>>();
        for (Claim<D> claim : claims) {
            all.add(claim);
        }
        return new Study<>(world, run, all);
    }

    /** The claims whose case contains a text, in any case of letters. */
    public Study<D> only(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return new Study<>(
                world,
                run,
                claims.stream()
                        .filter(claim -> name(claim).toLowerCase(Locale.ROOT).contains(wanted))
                        .toList());
    }

    String name(Claim<D> claim) {
        return claim.name() + "; " + world;
    }

    /** Whether there is nothing to be counted. */
    public boolean isEmpty() {
        return claims.isEmpty();
    }
}
