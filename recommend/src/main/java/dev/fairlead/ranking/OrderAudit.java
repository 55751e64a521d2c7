package dev.fairlead.ranking;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether what products sent arrived in the order in which it happened: a fold over the log. An event is late when one arrived before it that is newer by
 * more than {@link #TOLERANCE}. Many late events of one type are history that was brought in after what followed it: a backfill.
 */
public final class OrderAudit implements Fold {
    /** By so much events may be older than one that arrived before them. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Map<String, Late> byType = new TreeMap<>();
    private final Map<String, long[]> items = new HashMap<>(); // when first met, when first described
    private long newest = Long.MIN_VALUE;

    /**
     * Events of one type.
     *
     * @param late how many of them were late
     * @param most how late the latest was, in milliseconds; 0 without one
     * @param first where the first late one is; the start without one
     */
    public record Late(String type, long events, long late, long most, Position first) {
        private Late and(long by, Logged logged) {
            boolean isLate = by > TOLERANCE.toMillis();
            return new Late(
                    type,
                    events + 1,
                    late + (isLate ? 1 : 0),
                    isLate ? Math.max(most, by) : most,
                    isLate && late == 0 ? logged.position() : first);
        }
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        switch (event) {
            case ItemEvent e -> {
                count(logged);
                meet(e.item(), event.time());
            }
            case Impression e -> {
                count(logged);
                e.shown().forEach(shown -> meet(shown.item(), e.time()));
            }
            case CatalogueItem e -> {
                count(logged);
                long[] times = of(e.item());
                times[1] = Math.min(times[1], e.time());
            }
            case UserProfile _ -> count(logged);
            case Search _ -> count(logged);
            case Filter _ -> count(logged);
            case Sort _ -> count(logged);
            default -> {} // written by Fairlead itself, as it happened
        }
    }

    private void meet(String item, long time) {
        long[] times = of(item);
        times[0] = Math.min(times[0], time);
    }

    private long[] of(String item) {
        return items.computeIfAbsent(item, _ -> new long[] {Long.MAX_VALUE, Long.MAX_VALUE});
    }

    private void count(Logged logged) {
        long time = logged.event().time();
        long by = newest == Long.MIN_VALUE ? 0 : newest - time;
        newest = Math.max(newest, time);
        byType.merge(
                MarketEvents.TYPES.of(logged.event()).name(),
                new Late(MarketEvents.TYPES.of(logged.event()).name(), 0, 0, 0, Position.START).and(by, logged),
                (known, _) -> known.and(by, logged));
    }

    /** Whether an event arrived after one that is newer by more than the tolerance. */
    public boolean outOfOrder() {
        return byType.values().stream().anyMatch(type -> type.late > 0);
    }

    /** By type, sorted by its name; of types that are in the log. */
    public List<Late> types() {
        return List.copyOf(byType.values());
    }

    /** Items that are described, but from a time on that lies more than the tolerance after they were first shown or met. */
    public long describedTooLate() {
        return items.values().stream()
                .filter(times -> times[1] != Long.MAX_VALUE && times[0] != Long.MAX_VALUE)
                .filter(times -> times[1] - times[0] > TOLERANCE.toMillis())
                .count();
    }

    /** Items that are described. */
    public long described() {
        return items.values().stream()
                .filter(times -> times[1] != Long.MAX_VALUE)
                .count();
    }

    /** What was found, a sentence a line. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        if (!outOfOrder()) {
            lines.add("Order: all events arrived in the order of their times, within " + TOLERANCE.toMinutes()
                    + " minutes.");
        }
        for (Late type : byType.values()) {
            if (type.late > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "Order: %,d of %,d events '%s' arrived after events that are newer, by up to %s; the first is at position %s.",
                        type.late,
                        type.events,
                        type.type,
                        length(type.most),
                        type.first));
            }
        }
        if (describedTooLate() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Order: %,d of %,d described items are described only from a time after they were first shown or met, so that"
                            + " rows from before know nothing of them; give 'item' events the time from which they hold.",
                    describedTooLate(),
                    described()));
        }
        return String.join("\n", lines);
    }

    private static String length(long millis) {
        Duration length = Duration.ofMillis(millis);
        return length.toDays() > 1
                ? length.toDays() + " days"
                : length.toHours() > 1 ? length.toHours() + " hours" : length.toMinutes() + " minutes";
    }
}
