package dev.fairlead.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A simulated world of new users: how keen they are nobody sees; each step of a flow and each millisecond of waiting loses some of them; who
 * comes through is activated after an exponential time, whose rate suggestions change by country. Every probability has a closed form, so the
 * true effect is known in all and in every slice. The same seed and ids give the same users and the same luck.
 */
public final class OnboardingWorld {
    /** Activation counts this many days of 24 hours from the decision on; the end is excluded. */
    public static final double WINDOW_DAYS = 7;

    private static final double KEEN = 0.4;
    private static final double KEEN_RATE = 0.3;
    private static final double OTHER_RATE = 0.04;
    private static final double LOST_PER_MILLISECOND = 0.0003;
    private static final int LUCK = 101;
    private static final int NEWCOMER = 102;
    private static final int GROUP = 103;
    private static final int MISSING = 104;

    private final long seed;

    public OnboardingWorld(long seed) {
        this.seed = seed;
    }

    /** Where a user lives; suggestions help most where the catalogue is deep. */
    public enum Country {
        BR(0.5, 1.9),
        DE(0.3, 1.4),
        US(0.2, 0.9);

        private final double share;
        private final double lift;

        Country(double share, double lift) {
            this.share = share;
            this.lift = lift;
        }
    }

    /** What a user holds; a step loses more users on the web. */
    public enum Platform {
        ANDROID(0.5, 0.08),
        IOS(0.3, 0.05),
        WEB(0.2, 0.15);

        private final double share;
        private final double friction;

        Platform(double share, double friction) {
            this.share = share;
            this.friction = friction;
        }
    }

    /** How a user came; it changes how soon users are activated. */
    public enum Acquisition {
        ORGANIC(0.4, 1),
        ADS(0.4, 0.6),
        INVITE(0.2, 1.5);

        private final double share;
        private final double pace;

        Acquisition(double share, double pace) {
            this.share = share;
            this.pace = pace;
        }
    }

    /** The flows. */
    public enum Flow {
        SHORT(2),
        SUGGESTIONS(3);

        private final int steps;

        Flow(int steps) {
            this.steps = steps;
        }

        /** How many steps it has. */
        public int steps() {
            return steps;
        }
    }

    /** What a user does with an encouragement to take suggestions. */
    public enum Compliance {
        ALWAYS,
        COMPLIER,
        NEVER;

        /** Which flow such a user goes through. */
        public Flow flow(boolean encouraged) {
            return this == ALWAYS || this == COMPLIER && encouraged ? Flow.SUGGESTIONS : Flow.SHORT;
        }

        /** Keen users comply more often, which makes those who take suggestions differ from the others. */
        private double share(boolean keen) {
            return switch (this) {
                case ALWAYS -> keen ? 0.2 : 0.05;
                case COMPLIER -> keen ? 0.5 : 0.3;
                case NEVER -> keen ? 0.3 : 0.65;
            };
        }
    }

    /** A new user. @param keen is seen by nobody */
    public record NewUser(Country country, Platform platform, Acquisition source, boolean keen, Compliance compliance) {
        private double share() {
            return country.share * platform.share * source.share * (keen ? KEEN : 1 - KEEN) * compliance.share(keen);
        }
    }

    /**
     * What a user is given.
     *
     * @param treatedOthers share of the others in the user's group who get suggestions, 0 to 1
     * @param spillover the greatest relative increase of the rate of activation by the others' suggestions
     * @param meanLatency of the first screen, in milliseconds, above 0; latencies are exponential
     */
    public record Treatment(Flow flow, double treatedOthers, double spillover, double meanLatency) {
        /** A usual latency, and nobody else. */
        public static Treatment of(Flow flow) {
            return new Treatment(flow, 0, 0, 100);
        }

        /** The 99th percentile of its latencies, in milliseconds. */
        public double p99() {
            return meanLatency * Math.log(100);
        }
    }

    /**
     * What became of a user.
     *
     * @param latency of the first screen, in milliseconds
     * @param completed steps of the flow
     * @param activationDay days from the decision to activation; infinite if it never came
     */
    public record Session(double latency, int completed, double activationDay) {
        /** Whether it came within the window. */
        public boolean activated() {
            return activationDay < WINDOW_DAYS;
        }
    }

    /** User {@code id}, on their own. */
    public NewUser user(long id) {
        return user(id, RandomStreams.of(seed, NEWCOMER, id).nextDouble() < KEEN);
    }

    /** A user of a group: those who invite each other are all keen, or none is. */
    public NewUser userOf(long group, long id) {
        return user(id, RandomStreams.of(seed, GROUP, group).nextDouble() < KEEN);
    }

    private NewUser user(long id, boolean keen) {
        SplittableRandom random = RandomStreams.of(seed, NEWCOMER, id, 1);
        return new NewUser(
                pick(random, Country.values(), of -> of.share),
                pick(random, Platform.values(), of -> of.share),
                pick(random, Acquisition.values(), of -> of.share),
                keen,
                pick(random, Compliance.values(), of -> of.share(keen)));
    }

    /** How many users a group has: 2 and a Poisson number of mean 6. */
    public int sizeOf(long group) {
        return 2 + RandomStreams.count(RandomStreams.of(seed, GROUP, group, 1), 6);
    }

    private static <T> T pick(SplittableRandom random, T[] values, ToDoubleFunction<T> share) {
        double[] weights = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            weights[i] = share.applyAsDouble(values[i]);
        }
        return values[RandomStreams.index(random, weights)];
    }

    /** What becomes of user {@code id} under a treatment. */
    public Session live(long id, NewUser user, Treatment treatment) {
        SplittableRandom random = RandomStreams.of(seed, LUCK, id);
        double latency = -treatment.meanLatency * Math.log(1 - random.nextDouble());
        double day = -Math.log(1 - random.nextDouble()) / rate(user, treatment);
        if (random.nextDouble() >= Math.exp(-LOST_PER_MILLISECOND * latency)) {
            return new Session(latency, 0, Double.POSITIVE_INFINITY);
        }
        for (int step = 0; step < treatment.flow.steps; step++) {
            if (random.nextDouble() < user.platform.friction) {
                return new Session(latency, step, Double.POSITIVE_INFINITY);
            }
        }
        return new Session(latency, treatment.flow.steps, day);
    }

    /** Whether the outcome of user {@code id} is never measured. @param probability of it */
    public boolean missing(long id, double probability) {
        return RandomStreams.of(seed, MISSING, id).nextDouble() < probability;
    }

    /** Of activation, per day, of somebody who came through. */
    private static double rate(NewUser user, Treatment treatment) {
        double lift = treatment.flow == Flow.SUGGESTIONS ? user.country.lift : 1;
        double others = 1 + treatment.spillover * treatment.treatedOthers;
        return (user.keen ? KEEN_RATE : OTHER_RATE) * user.source.pace * lift * others;
    }

    /** The true probability that such a user is activated within the window. */
    public static double activation(NewUser user, Treatment treatment) {
        double waits = 1 / (1 + LOST_PER_MILLISECOND * treatment.meanLatency);
        double finishes = Math.pow(1 - user.platform.friction, treatment.flow.steps);
        return waits * finishes * -Math.expm1(-WINDOW_DAYS * rate(user, treatment));
    }

    /** The true mean of a value over the users of a slice. */
    public static double truth(Predicate<NewUser> slice, ToDoubleFunction<NewUser> value) {
        double total = 0;
        double share = 0;
        for (NewUser user : everyKind()) {
            if (slice.test(user)) {
                share += user.share();
                total += user.share() * value.applyAsDouble(user);
            }
        }
        return total / share;
    }

    private static List<NewUser> everyKind() {
        List<NewUser> kinds = new ArrayList<>();
        for (Country country : Country.values()) {
            for (Platform platform : Platform.values()) {
                for (Acquisition source : Acquisition.values()) {
                    for (Compliance compliance : Compliance.values()) {
                        kinds.add(new NewUser(country, platform, source, true, compliance));
                        kinds.add(new NewUser(country, platform, source, false, compliance));
                    }
                }
            }
        }
        return kinds;
    }
}
