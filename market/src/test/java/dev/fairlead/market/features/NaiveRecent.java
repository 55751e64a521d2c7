package dev.fairlead.market.features;

import dev.fairlead.state.RecentValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The oracle of {@link RecentValues} for one user: values with the exact seconds of all their meetings. */
final class NaiveRecent {
    private record RecentValue(String value, List<Long> seconds) {
        long last() {
            return seconds.stream().mapToLong(s -> s).max().orElseThrow();
        }
    }

    private final double halfLife; // seconds; 0 = no decay
    private final int capacity;
    private final List<RecentValue> list = new ArrayList<>();
    private String session = "";
    private long newest;

    NaiveRecent(double halfLife, int capacity) {
        this.halfLife = halfLife;
        this.capacity = capacity;
    }

    void meet(String session, String value, long second) {
        if (value.isEmpty() || (!session.equals(this.session) && second < newest)) {
            return;
        }
        if (!session.equals(this.session)) {
            list.clear();
            this.session = session;
        }
        newest = Math.max(newest, second);
        for (RecentValue met : list) {
            if (met.value.equals(value)) {
                met.seconds.add(second);
                return;
            }
        }
        RecentValue met = new RecentValue(value, new ArrayList<>(List.of(second)));
        if (list.size() < capacity) {
            list.add(met);
        } else {
            RecentValue lightest = list.stream()
                    .min(Comparator.<RecentValue>comparingDouble(m -> weight(m, newest))
                            .thenComparingLong(RecentValue::last))
                    .orElseThrow();
            list.set(list.indexOf(lightest), met);
        }
    }

    private double weight(RecentValue met, long now) {
        return met.seconds.stream()
                .mapToDouble(s -> halfLife == 0 ? 1 : Math.pow(2, -(Math.max(now, met.last()) - s) / halfLife))
                .sum();
    }

    /** Rows of weight, share, since, recency rank, distinct within 2 hours, places and price to the last. */
    double[] read(FeatureQuery query, String session, History history, Entity of) {
        long now = Math.floorDiv(query.at(), 1000L);
        List<RecentValue> known = session.equals(this.session) ? list : List.of();
        double total = known.stream().mapToDouble(m -> weight(m, now)).sum();
        long from = Math.floorDiv(query.at() - Duration.ofHours(2).toMillis(), 1000L);
        long distinct = known.stream().filter(m -> m.last() > from).count();
        int n = query.items().size();
        int last = -1;
        for (int i = 0; i < n; i++) {
            RecentValue met = find(known, query, i, history, of);
            if (met != null && (last < 0 || met.last() > last(known, query, last, history, of))) {
                last = i;
            }
        }
        double[] rows = new double[7 * n];
        for (int i = 0; i < n; i++) {
            RecentValue met = find(known, query, i, history, of);
            double weight = met == null ? 0 : weight(met, now);
            long later = met == null
                    ? 0
                    : known.stream().filter(m -> m.last() > met.last()).count();
            rows[7 * i] = weight;
            rows[7 * i + 1] = total == 0 ? Double.NaN : weight / total;
            rows[7 * i + 2] = met == null ? Double.NaN : Math.max(0, now - met.last());
            rows[7 * i + 3] = met == null ? Double.NaN : later;
            rows[7 * i + 4] = distinct;
            rows[7 * i + 5] = last < 0 ? Double.NaN : i - last;
            rows[7 * i + 6] = last < 0 || price(query, last, history) == 0
                    ? Double.NaN
                    : price(query, i, history) / price(query, last, history);
        }
        return rows;
    }

    private static long last(List<RecentValue> known, FeatureQuery query, int i, History history, Entity of) {
        RecentValue met = find(known, query, i, history, of);
        return met == null ? 0 : met.last();
    }

    private static @Nullable RecentValue find(
            List<RecentValue> known, FeatureQuery query, int i, History history, Entity of) {
        String item = query.items().get(i);
        String value = of == Entity.PRICE_BAND ? History.band(price(query, i, history)) : history.now(of, item);
        return known.stream().filter(m -> m.value.equals(value)).findFirst().orElse(null);
    }

    static double price(FeatureQuery query, int i, History history) {
        double given = query.prices().length == 0 ? Double.NaN : query.prices()[i];
        return Double.isNaN(given) ? history.price(query.items().get(i)) : given;
    }
}
