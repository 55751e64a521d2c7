package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * The effect by day since a unit's first exposure, and whether it fades or grows. State is per arm and pair of days, because a
 * unit's days go together; it does not grow with units.
 */
public final class Novelty {
    /** What of the day the effect is taken to be linear in. */
    public enum Scale {
        DAY,
        /** The logarithm of 1 + day: change is fast at first. */
        LOG_DAY;

        double of(int day) {
            return this == DAY ? day : Math.log1p(day);
        }
    }

    /**
     * The effect on one day.
     *
     * @param day since exposure, from 0
     */
    public record Daily(int day, Estimate effect) {}

    private final int days;
    private final Moments[][][] arms;

    /** @param days that are looked at, 3 to 366 */
    public Novelty(int days) {
        Check.that(days >= 3 && days <= 366, "a trend needs 3 to 366 days, not " + days);
        this.days = days;
        arms = new Moments[2][days][];
        for (Moments[][] arm : arms) {
            for (int day = 0; day < days; day++) {
                arm[day] = new Moments[day + 1];
                for (int earlier = 0; earlier <= day; earlier++) {
                    arm[day][earlier] = new Moments();
                }
            }
        }
    }

    /**
     * One unit, all its days at once.
     *
     * @param onDays days since its exposure on which it has a value, rising, from 0
     * @param values on those days
     */
    public void accept(boolean treated, int[] onDays, double[] values) {
        check(onDays, values);
        Moments[][] arm = arms[treated ? 1 : 0];
        for (int i = 0; i < onDays.length; i++) {
            for (int j = 0; j <= i; j++) {
                arm[onDays[i]][onDays[j]].add(values[i], values[j]);
            }
        }
    }

    private void check(int[] onDays, double[] values) {
        Check.that(
                onDays.length == values.length,
                "a unit has one value a day, not " + values.length + " on " + onDays.length + " days");
        int before = -1;
        for (int i = 0; i < onDays.length; i++) {
            Check.that(
                    onDays[i] > before && onDays[i] < days,
                    "days rise from 0 to " + (days - 1) + ", and " + onDays[i] + " comes after " + before);
            Check.finite(values[i], "the value on day " + onDays[i]);
            before = onDays[i];
        }
    }

    /** Other units, of the same number of days. */
    public void merge(Novelty other) {
        Check.that(days == other.days, "curves of " + days + " and " + other.days + " days cannot be merged");
        for (int arm = 0; arm < 2; arm++) {
            for (int day = 0; day < days; day++) {
                for (int earlier = 0; earlier <= day; earlier++) {
                    arms[arm][day][earlier].merge(other.arms[arm][day][earlier]);
                }
            }
        }
    }

    /** The effects on the days on which both arms have at least two units whose values vary. */
    public List<Daily> effects() {
        var effects = new ArrayList<Daily>();
        for (int day = 0; day < days; day++) {
            if (arms[0][day][day].n() >= 2 && arms[1][day][day].n() >= 2 && covariance(day, day) > 0) {
                effects.add(new Daily(day, Estimate.normal(effect(day), Math.sqrt(covariance(day, day)))));
            }
        }
        return List.copyOf(effects);
    }

    /**
     * The change of the effect per unit of the scale: least squares of the daily effects weighted by their precision, with a
     * variance that knows how days covary.
     */
    public Estimate trend(Scale scale) {
        List<Daily> effects = effects();
        Check.that(effects.size() >= 3, "a trend needs 3 days with units in both arms, not " + effects.size());
        double weights = effects.stream().mapToDouble(Novelty::precision).sum();
        double mean = effects.stream()
                        .mapToDouble(e -> precision(e) * scale.of(e.day()))
                        .sum()
                / weights;
        double spread = effects.stream()
                .mapToDouble(e -> precision(e) * Math.pow(scale.of(e.day()) - mean, 2))
                .sum();
        return contrast(
                effects,
                effects.stream()
                        .mapToDouble(e -> precision(e) * (scale.of(e.day()) - mean) / spread)
                        .toArray());
    }

    /**
     * The mean effect from a day on, less the mean effect before, each weighted by precision.
     *
     * @param day above 0
     */
    public Estimate lateLessEarly(int day) {
        List<Daily> effects = effects();
        double early = effects.stream()
                .filter(e -> e.day() < day)
                .mapToDouble(Novelty::precision)
                .sum();
        double late = effects.stream()
                .filter(e -> e.day() >= day)
                .mapToDouble(Novelty::precision)
                .sum();
        Check.that(early > 0 && late > 0, "there are no effects on both sides of day " + day);
        return contrast(
                effects,
                effects.stream()
                        .mapToDouble(e -> e.day() < day ? -precision(e) / early : precision(e) / late)
                        .toArray());
    }

    private static double precision(Daily daily) {
        return 1 / Math.pow(daily.effect().standardError(), 2);
    }

    private Estimate contrast(List<Daily> effects, double[] weights) {
        double value = 0;
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            value += weights[i] * effects.get(i).effect().value();
            for (int j = 0; j < weights.length; j++) {
                variance += weights[i]
                        * weights[j]
                        * covariance(effects.get(i).day(), effects.get(j).day());
            }
        }
        return Estimate.normal(value, Math.sqrt(variance));
    }

    private double effect(int day) {
        return arms[1][day][day].meanX() - arms[0][day][day].meanX();
    }

    private double covariance(int day, int other) {
        int late = Math.max(day, other);
        int early = Math.min(day, other);
        return covariance(arms[0], late, early) + covariance(arms[1], late, early);
    }

    /** Of an arm's means on two days: the units of both days make it. */
    private static double covariance(Moments[][] arm, int late, int early) {
        Moments both = arm[late][early];
        Moments x = arm[late][late];
        Moments y = arm[early][early];
        double products = both.xy() + both.n() * (both.meanX() - x.meanX()) * (both.meanY() - y.meanX());
        double n = x.n();
        double m = y.n();
        return products / Math.sqrt(n * (n - 1) * m * (m - 1));
    }
}
