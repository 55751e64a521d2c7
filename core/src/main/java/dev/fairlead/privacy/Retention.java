package dev.fairlead.privacy;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Logged;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** For how many days events of which types are kept, counted from when they happened. Those of other types are kept for ever. */
public final class Retention {
    /** What says how the node has to be run is never old. */
    private static final Set<String> KEPT = Set.of("launch_started", "launch_changed", "promotion", "erasure");

    private static final int MAX_DAYS = 36_500;

    private final EventTypes types;
    private final Map<String, Integer> days;

    private Retention(EventTypes types, Map<String, Integer> days) {
        this.types = types;
        this.days = days;
    }

    /**
     * Reads it from texts like {@code visit=90}.
     *
     * @throws IllegalArgumentException if one is something else, names no type, or one that is kept for ever
     */
    public static Retention parse(Collection<String> texts, EventTypes types) {
        Map<String, Integer> days = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String type = equals < 0 ? text : text.substring(0, equals);
            if (!types.names().contains(type)) {
                throw new IllegalArgumentException(
                        "'" + text + "' keeps events of no known type; give TYPE=DAYS, where TYPE is one of "
                                + String.join(", ", types.names()));
            }
            if (KEPT.contains(type)) {
                throw new IllegalArgumentException(
                        "events of type '" + type + "' say how the node has to be run, and are kept for ever");
            }
            if (days.put(type, days(text.substring(equals + 1), text)) != null) {
                throw new IllegalArgumentException("the type '" + type + "' is there twice");
            }
        }
        return new Retention(types, days);
    }

    private static int days(String number, String text) {
        try {
            int days = Integer.parseInt(number);
            if (days >= 1 && days <= MAX_DAYS) {
                return days;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + text + "' does not say for how many days; give a whole number from 1 to " + MAX_DAYS);
    }

    /** Whether all is kept for ever. */
    public boolean keepsAll() {
        return days.isEmpty();
    }

    /** The same with every span of days multiplied by a share in (0, 1), but at least one day. */
    public Retention shortened(double share) {
        Map<String, Integer> less = new TreeMap<>();
        days.forEach((type, of) -> less.put(type, Math.max(1, (int) (of * share))));
        return new Retention(types, less);
    }

    /** Whether it cannot be shortened. */
    public boolean least() {
        return days.values().stream().allMatch(of -> of == 1);
    }

    /** By which events leave the log that are too old at a time. @param now in milliseconds since 1970 */
    public LogRewriter.Rule at(long now) {
        return new LogRewriter.Rule() {
            @Override
            public Optional<Event> of(Logged logged) {
                Event event = logged.event();
                Integer kept = days.get(types.of(event).name());
                return kept != null
                                && event.time() < now - Duration.ofDays(kept).toMillis()
                        ? Optional.empty()
                        : Optional.of(event);
            }

            @Override
            public boolean keepsUnreadable(byte[] bytes) {
                return true;
            }

            @Override
            public long before() {
                return now
                        - Duration.ofDays(days.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .min()
                                        .orElse(MAX_DAYS))
                                .toMillis();
            }

            @Override
            public String lasting() {
                return days.keySet().toString();
            }

            @Override
            public boolean everConcerns(Event event) {
                return days.containsKey(types.of(event).name());
            }
        };
    }

    @Override
    public String toString() {
        return days.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue() + " days")
                .collect(Collectors.joining(", "));
    }
}
