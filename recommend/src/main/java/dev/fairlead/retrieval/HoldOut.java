package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.market.features.InteractionKinds;
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
import java.util.function.Predicate;

/**
 * A log without the last interactions of each user, and what these were. Only the interactions (clicks, interactions, adds to cart,
 * purchases) are taken out; in their order everything else stays.
 *
 * @param training the events that remain
 * @param visits one for each user with an interaction that was taken out, in order of the user's first interaction
 * @param kinds which interactions say that somebody liked an item: of others nothing is taken out
 */
public record HoldOut(List<Event> training, List<Visit> visits, InteractionKinds kinds) {
    /**
     * What was taken out of one user's interactions.
     *
     * @param time of the first of them, in milliseconds since 1970: when candidates are asked for
     * @param items the different items, in order of first interaction
     */
    public record Visit(String user, long time, Set<String> items) {}

    private record Dated(Event event, String user, String item) {}

    /**
     * Takes out all interactions of each user's last day: the calendar day in {@code zone} of the user's last interaction. A user whose
     * interactions are of one day has none left.
     */
    public static HoldOut lastDay(List<Event> events, ZoneId zone) {
        return split(events, InteractionKinds.USUAL, interactions -> {
            LocalDate last = day(interactions.getLast(), zone);
            int from = interactions.size() - 1;
            while (from > 0 && day(interactions.get(from - 1), zone).equals(last)) {
                from--;
            }
            return from;
        });
    }

    private static LocalDate day(Dated interaction, ZoneId zone) {
        return Instant.ofEpochMilli(interaction.event.time()).atZone(zone).toLocalDate();
    }

    /** Takes out the last ⌈n / 5⌉ of each user's n interactions by time, in the log's order where times are equal. */
    public static HoldOut lastFifth(List<Event> events) {
        return lastFifth(events, InteractionKinds.USUAL);
    }

    /** The same by what the kinds of interactions say. */
    public static HoldOut lastFifth(List<Event> events, InteractionKinds kinds) {
        return split(events, kinds, interactions -> interactions.size() - (interactions.size() + 4) / 5);
    }

    /** Takes out all interactions at or after a time; of users without one nothing is taken out. */
    public static HoldOut since(List<Event> events, long time) {
        return split(events, InteractionKinds.USUAL, interactions -> (int) interactions.stream()
                .filter(interaction -> interaction.event.time() < time)
                .count());
    }

    private interface Cut {
        /** How many of the user's interactions, which are in order of time, stay. */
        int stay(List<Dated> interactions);
    }

    private static HoldOut split(List<Event> events, InteractionKinds kinds, Cut cut) {
        Map<String, List<Dated>> byUser = new LinkedHashMap<>();
        for (Event event : events) {
            ItemInteractions.of(event, kinds)
                    .ifPresent(interaction -> byUser.computeIfAbsent(interaction.user(), _ -> new ArrayList<>())
                            .add(new Dated(event, interaction.user(), interaction.item())));
        }
        Map<Event, Boolean> taken = new IdentityHashMap<>();
        List<Visit> visits = new ArrayList<>();
        byUser.forEach((user, interactions) -> {
            interactions.sort(Comparator.comparingLong(interaction -> interaction.event.time()));
            List<Dated> out = interactions.subList(cut.stay(interactions), interactions.size());
            if (out.isEmpty()) {
                return;
            }
            Set<String> items = new LinkedHashSet<>();
            for (Dated interaction : out) {
                taken.put(interaction.event, true);
                items.add(interaction.item);
            }
            visits.add(new Visit(user, out.getFirst().event.time(), items));
        });
        return new HoldOut(
                events.stream().filter(event -> !taken.containsKey(event)).toList(), List.copyOf(visits), kinds);
    }

    /** Items that each user touched in the training events. */
    public Map<String, Set<String>> known() {
        return touched(_ -> true);
    }

    /** Items that the users of these visits touched in the training events. */
    Map<String, Set<String>> known(List<Visit> visits) {
        Set<String> users = new HashSet<>();
        visits.forEach(visit -> users.add(visit.user()));
        return touched(users::contains);
    }

    private Map<String, Set<String>> touched(Predicate<String> of) {
        Map<String, Set<String>> known = new HashMap<>();
        for (Event event : training) {
            ItemInteractions.of(event, kinds)
                    .filter(interaction -> of.test(interaction.user()))
                    .ifPresent(interaction -> known.computeIfAbsent(interaction.user(), _ -> new HashSet<>())
                            .add(interaction.item()));
        }
        return known;
    }
}
