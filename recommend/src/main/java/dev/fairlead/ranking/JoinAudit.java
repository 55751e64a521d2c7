package dev.fairlead.ranking;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.MarketEvents;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What share of the outcomes found the impression they came from, by day and slice: labels are only as good as this. An
 * outcome says nothing of device and market; they are its impression's, or those of the first impression of its session.
 */
public final class JoinAudit {
    /** @param slice "all", "day=2026-03-01", "device=mobile" or "market=de"; @param outcome the event's type */
    public record Row(String outcome, String slice, long joined, long total) {
        /** 0 to 1. */
        public double share() {
            return (double) joined / total;
        }
    }

    private final Map<String, Map<String, long[]>> counts = new TreeMap<>();

    void count(Event outcome, Context context, boolean joined) {
        String type = MarketEvents.TYPES.of(outcome).name();
        add(type, "all", joined);
        add(type, "day=" + day(outcome.time()), joined);
        add(type, "device=" + context.device(), joined);
        add(type, "market=" + context.market(), joined);
    }

    private static LocalDate day(long time) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    }

    private void add(String type, String slice, boolean joined) {
        long[] cell = counts.computeIfAbsent(type, _ -> new TreeMap<>()).computeIfAbsent(slice, _ -> new long[2]);
        cell[0] += joined ? 1 : 0;
        cell[1]++;
    }

    /** By outcome, then slice. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        counts.forEach((type, slices) -> slices.forEach((slice, c) -> rows.add(new Row(type, slice, c[0], c[1]))));
        return rows;
    }
}
