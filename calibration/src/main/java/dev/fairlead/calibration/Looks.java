package dev.fairlead.calibration;

import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Spending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tests of fixed size at five looks: read once at the end; read at each look against the nominal p-values of a spending
 * function; and read at each look at the full level, as nobody should.
 */
final class Looks {
    static final int LOOKS = 5;

    /** Lan and DeMets's O'Brien-Fleming type at equal information: two-sided nominal p-values. */
    private static final double[] PLANNED = nominal(new Spending.ObrienFlemingType());

    private static final double[] NAIVE = filled(Claim.ALPHA);

    private Looks() {}

    /**
     * A test.
     *
     * @param sides two, or one, which is held to half of α
     * @param test made from the data so far, for two-sided levels
     * @param plan two-sided nominal p-values at the looks
     */
    record Test<S>(String name, Promise promise, int sides, Function<S, Rejection> test, double[] plan) {
        Test<S> safe(String why) {
            return new Test<>(name, new Promise.Safe(why), sides, test, plan);
        }

        Test<S> limited(double worst, String why) {
            return new Test<>(name, new Promise.Limited(worst, why), sides, test, plan);
        }

        /** With Pocock's boundaries, for tests whose p-values cannot be tiny. */
        Test<S> pocock() {
            double[] equal = Boundaries.equalInformation(LOOKS);
            return new Test<>(
                    name,
                    promise,
                    sides,
                    test,
                    Boundaries.pocock(Claim.ALPHA, equal, true).nominalP());
        }

        double rate() {
            return Claim.ALPHA * sides / 2;
        }
    }

    static <S> Test<S> test(String name, Function<S, Rejection> test) {
        return new Test<>(name, new Promise.Exact(), 2, test, PLANNED);
    }

    /** By a one-sided p-value, held to α/2. */
    static <S> Test<S> oneSided(String name, Function<S, Double> p) {
        return new Test<>(name, new Promise.Exact(), 1, data -> Rejection.of(2 * p.apply(data)), PLANNED);
    }

    static <S> Test<S> p(String name, Function<S, Double> p) {
        return test(name, data -> Rejection.of(p.apply(data)));
    }

    private static double[] nominal(Spending spending) {
        return Boundaries.spending(spending, Claim.ALPHA, Boundaries.equalInformation(LOOKS), true)
                .nominalP();
    }

    private static double[] filled(double alpha) {
        var levels = new double[LOOKS];
        Arrays.fill(levels, alpha);
        return levels;
    }

    /** Three claims per test, each of the data themselves. */
    @SafeVarargs
    static <S extends Growing> Study<Rejection[][]> study(String world, Supplier<S> start, Test<S>... tests) {
        var all = new ArrayList<Test<S>>();
        for (Test<S> test : tests) {
            all.add(test);
        }
        return of(world, start, data -> data, all);
    }

    /**
     * Three claims per test.
     *
     * @param read what tests share, made from the data once per look
     */
    @SafeVarargs
    static <S extends Growing, V> Study<Rejection[][]> study(
            String world, Supplier<S> start, Function<S, V> read, Test<V>... tests) {
        var all = new ArrayList<Test<V>>();
        for (Test<V> test : tests) {
            all.add(test);
        }
        return of(world, start, read, all);
    }

    private static <S extends Growing, V> Study<Rejection[][]> of(
            String world, Supplier<S> start, Function<S, V> read, List<Test<V>> tests) {
        var claims = new ArrayList<Claim<Rejection[][]>>();
        for (int i = 0; i < tests.size(); i++) {
            claims.addAll(claims(tests.get(i), i));
        }
        return new Study<>(world, random -> run(start.get(), read, tests, random), claims);
    }

    private static <S extends Growing, V> Rejection[][] run(
            S data, Function<S, V> read, List<Test<V>> tests, RandomGenerator random) {
        var rejections = new Rejection[LOOKS][tests.size()];
        for (Rejection[] look : rejections) {
            data.grow(random);
            V now = read.apply(data);
            Arrays.setAll(look, i -> tests.get(i).test().apply(now));
        }
        return rejections;
    }

    private static <S> List<Claim<Rejection[][]>> claims(Test<S> test, int i) {
        return List.of(
                Claim.<Rejection[][]>rejects(test.name(), looks -> looks[LOOKS - 1][i].at(Claim.ALPHA))
                        .at(test.rate())
                        .promising(test.promise()),
                Claim.<Rejection[][]>rejects(test.name() + ", planned peeking", looks -> any(looks, i, test.plan()))
                        .at(test.rate())
                        .promising(test.promise()),
                Claim.<Rejection[][]>rejects(test.name() + ", naive peeking", looks -> any(looks, i, NAIVE))
                        .at(test.rate())
                        .limited(naive(test.promise()), "read at five looks without a plan"));
    }

    /** Twice what peeking does to a right test, or a wrong one does already. */
    private static double naive(Promise promise) {
        double right = 2 * Boundaries.peeking(Claim.ALPHA, LOOKS);
        return promise instanceof Promise.Limited(double worst, String _) ? Math.max(right, 2 * worst) : right;
    }

    private static boolean any(Rejection[][] looks, int test, double[] levels) {
        for (int look = 0; look < looks.length; look++) {
            if (looks[look][test].at(levels[look])) {
                return true;
            }
        }
        return false;
    }
}
