package dev.fairlead.sim;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** When users come: more at noon and in the evening of their own day, more at weekends. */
final class ArrivalProcess {
    /** Sessions of one user start at least this long apart, in milliseconds. */
    static final long APART = Duration.ofHours(1).toMillis();

    private static final double[] HOURS = {
        2, 1, .6, .4, .4, .6, 1.5, 3, 4, 4, 4.5, 5.5, 6.5, 6, 5, 4.5, 5, 6, 7.5, 9, 10, 9, 6.5, 4
    };
    private static final double WEEKEND = 1.3;

    private ArrivalProcess() {}

    /** Starts of the sessions of one user, ascending, in milliseconds since 1970. */
    static List<Long> sessions(MarketConfig config, SimUser shopper) {
        long from = Math.max(config.start().toEpochMilli(), shopper.profile.time());
        long until = config.end().toEpochMilli();
        LocalDate first = config.start().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
        List<Long> starts = new ArrayList<>();
        long earliest = from + 1;
        for (int day = 0; day <= config.days() + 1; day++) {
            for (long start : onDay(config, shopper, first.plusDays(day), day)) {
                if (start >= earliest && start < until) {
                    starts.add(start);
                    earliest = start + APART;
                }
            }
        }
        return starts;
    }

    private static List<Long> onDay(MarketConfig config, SimUser shopper, LocalDate date, int day) {
        SplittableRandom random = RandomStreams.of(config.seed(), RandomStreams.DAY, shopper.index, day);
        boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        int count = RandomStreams.count(random, shopper.taste.sessionsPerDay() * (weekend ? WEEKEND : 1));
        List<Long> starts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int second = 3600 * RandomStreams.index(random, HOURS) + random.nextInt(3600);
            starts.add(date.atStartOfDay(shopper.zone)
                            .plusSeconds(second)
                            .toInstant()
                            .toEpochMilli()
                    + random.nextInt(1000));
        }
        starts.sort(null);
        return starts;
    }
}
