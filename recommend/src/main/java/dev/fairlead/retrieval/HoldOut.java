package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A log without the last touches of each user, and what these were. Only the touches (clicks, interactions, adds to cart,
 * purchases) are taken out; in their order everything else stays.
 *
 * @param training the events that remain
 * @param visits one for each user with a touch that was taken out, in order of the user's first touch
 */
public record HoldOut(List<Event> training, List<Visit> visits) {
    /**
     * What was taken out of one user's touches.
     *
     * @param time of the first of them, in milliseconds since 1970: when candidates are asked for
     * @param items the different items, in order of first touch
     */
    public record Visit(String user, long time, Set<String> items) {}

    private record Dated(Event event, String user, String item) {}

    /**
     * Takes out all touches of each user's last day: the calendar day in {@code zone} of the user's last touch. A user whose
     * touches are of one day has none left.
     */
    public static HoldOut lastDay(List<Event> events, ZoneId zone) {
        return split(events, touches -> {
            LocalDate last = day(touches.getLast(), zone);
            int from = touches.size() - 1;
            while (from > 0 && day(touches.get(from - 1), zone).equals(last)) {
                from--;
            }
            return from;
        });
    }

    private static LocalDate day(Dated touch, ZoneId zone) {
        return Instant.ofEpochMilli(touch.event.time()).atZone(zone).toLocalDate();
    }

    /** Takes out the last ⌈n / 5⌉ of each user's n touches by time, in the log's order where times are equal. */
    public static HoldOut lastFifth(List<Event> events) {
        return split(events, touches -> touches.size() - (touches.size() + 4) / 5);
    }

    /** Takes out all touches at or after a time; of users without one nothing is taken out. */
    public static HoldOut since(List<Event> events, long time) {
        return split(events, touches -> (int)
                touches.stream().filter(touch -> touch.event.time() < time).count());
    }

    private interface Cut {
        /** How many of the user's touches, which are in order of time, stay. */
        int stay(List<Dated> touches);
    }

    private static HoldOut split(List<Event> events, Cut cut) {
        Map<String, List<Dated>> byUser = new LinkedHashMap<>();
        for (Event event : events) {
            ItemInteractions.of(event)
                    .ifPresent(touch -> byUser.computeIfAbsent(touch.user(), _ -> new ArrayList<>())
                            .add(new Dated(event, touch.user(), touch.item())));
        }
        Map<Event, Boolean> taken = new IdentityHashMap<>();
        List<Visit> visits = new ArrayList<>();
        byUser.forEach((user, touches) -> {
            touches.sort(Comparator.comparingLong(touch -> touch.event.time()));
            List<Dated> out = touches.subList(cut.stay(touches), touches.size());
            if (out.isEmpty()) {
                return;
            }
            Set<String> items = new LinkedHashSet<>();
            for (Dated touch : out) {
                taken.put(touch.event, true);
                items.add(touch.item);
            }
            visits.add(new Visit(user, out.getFirst().event.time(), items));
        });
        return new HoldOut(
                events.stream().filter(event -> !taken.containsKey(event)).toList(), List.copyOf(visits));
    }

    /** Items that each user touched in the training events. */
    public Map<String, Set<String>> known() {
        Map<String, Set<String>> known = new HashMap<>();
        for (Event event : training) {
            ItemInteractions.of(event)
                    .ifPresent(touch -> known.computeIfAbsent(touch.user(), _ -> new HashSet<>())
                            .add(touch.item()));
        }
        return known;
    }
}
