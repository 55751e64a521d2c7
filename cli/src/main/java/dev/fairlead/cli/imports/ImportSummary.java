package dev.fairlead.cli.imports;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.state.SipHash;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was imported, as far as a person can tell from it whether it is what was meant. */
final class ImportSummary {
    private static final long OLD = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    /** Ids of one kind that are told apart; more are counted as at least so many. */
    private static final int MOST_IDS = 5_000_000;

    private static final int MOST_DAYS = 14;
    private static final int MOST_MONTHS = 24;

    private final EventTypes types;
    private final long now;
    private final Map<String, Map<LocalDate, Long>> days = new TreeMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final Set<Long> users = new HashSet<>();
    private final Set<Long> items = new HashSet<>();
    private final Set<Long> described = new HashSet<>();
    private final Set<Long> requests = new HashSet<>();
    private long outcomes;
    private long naming;
    private long joined;
    private long old;
    private long ahead;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** @param now milliseconds since 1970 */
    ImportSummary(EventTypes types, long now) {
        this.types = types;
        this.now = now;
    }

    void add(Event event) {
        LocalDate day =
                Instant.ofEpochMilli(event.time()).atZone(ZoneOffset.UTC).toLocalDate();
        days.computeIfAbsent(types.of(event).name(), _ -> new TreeMap<>()).merge(day, 1L, Long::sum);
        first = Math.min(first, event.time());
        last = Math.max(last, event.time());
        old += event.time() < OLD ? 1 : 0;
        ahead += event.time() > now ? 1 : 0;
        types.persons(event).forEach(person -> note(users, person));
        switch (event) {
            case CatalogueItem item -> note(described, item.item());
            case Impression impression -> {
                note(requests, impression.request());
                impression.shown().forEach(shown -> note(items, shown.item()));
            }
            case ItemEvent item -> {
                note(items, item.item());
                outcomes++;
                if (!item.request().isEmpty()) {
                    naming++;
                    joined += requests.contains(hash(item.request())) ? 1 : 0;
                }
                if (item instanceof Interaction interaction) {
                    kinds.merge(interaction.kind(), 1L, Long::sum);
                }
            }
            default -> {}
        }
    }

    private static long hash(String text) {
        return SipHash.named("import").of(text);
    }

    private static void note(Set<Long> ids, String id) {
        if (ids.size() < MOST_IDS) {
            ids.add(hash(id));
        }
    }

    /** Time of the earliest event; 0 without one. */
    long first() {
        return first > last ? 0 : first;
    }

    /** Time of the latest event; 0 without one. */
    long last() {
        return first > last ? 0 : last;
    }

    boolean hasImpressions() {
        return !requests.isEmpty();
    }

    boolean hasOutcomes() {
        return outcomes > 0;
    }

    /** A few lines. */
    String text() {
        List<String> text = new ArrayList<>();
        if (days.isEmpty()) {
            return "no events";
        }
        text.add(table());
        text.add(String.format(Locale.ROOT, "%s users, %s items%s", count(users), count(items), catalogue()));
        if (!kinds.isEmpty()) {
            text.add("kinds of interaction: "
                    + kinds.entrySet().stream()
                            .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (outcomes > 0) {
            text.add(
                    naming == 0
                            ? String.format(
                                    Locale.ROOT, "0 of %,d outcomes name the impression that led to them", outcomes)
                            : String.format(
                                    Locale.ROOT,
                                    "%,d of %,d outcomes name the impression that led to them, and %,d (%.1f %%) found it here",
                                    naming,
                                    outcomes,
                                    joined,
                                    100.0 * joined / naming));
        }
        if (old > 0) {
            text.add(String.format(
                    Locale.ROOT,
                    "warning: %,d events happened before 2000 (the first at %s); if the log is not that old, the unit of its times is another",
                    old,
                    Instant.ofEpochMilli(first)));
        }
        if (ahead > 0) {
            text.add(String.format(
                    Locale.ROOT,
                    "warning: %,d events happen later than now (the last at %s)",
                    ahead,
                    Instant.ofEpochMilli(last)));
        }
        return String.join("\n", text);
    }

    private String catalogue() {
        if (described.isEmpty()) {
            return items.isEmpty() ? "" : ", none of which is described";
        }
        if (items.isEmpty()) {
            return ", " + count(described) + " described";
        }
        return String.format(
                Locale.ROOT,
                ", %s described (%,d of those that people met)",
                count(described),
                items.stream().filter(described::contains).count());
    }

    private static String count(Set<Long> ids) {
        return String.format(Locale.ROOT, ids.size() == MOST_IDS ? "at least %,d" : "%,d", ids.size());
    }

    /** Events by type and day, or month or year where those are many. */
    private String table() {
        LocalDate from = Instant.ofEpochMilli(first).atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate to = Instant.ofEpochMilli(last).atZone(ZoneOffset.UTC).toLocalDate();
        int length = ChronoUnit.DAYS.between(from, to) < MOST_DAYS
                ? "2026-03-01".length()
                : ChronoUnit.MONTHS.between(from, to) < MOST_MONTHS ? "2026-03".length() : "2026".length();
        Map<String, Map<String, Long>> periods = new TreeMap<>();
        days.forEach((type, of) -> of.forEach(
                (day, number) -> periods.computeIfAbsent(day.toString().substring(0, length), _ -> new TreeMap<>())
                        .merge(type, number, Long::sum)));
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-10s", ""));
        days.keySet().forEach(type -> text.append(String.format(Locale.ROOT, " %12s", type)));
        periods.forEach((period, of) -> {
            text.append(String.format(Locale.ROOT, "%n%-10s", period));
            days.keySet().forEach(type -> text.append(String.format(Locale.ROOT, " %,12d", of.getOrDefault(type, 0L))));
        });
        text.append(String.format(Locale.ROOT, "%n%-10s", "all"));
        days.values()
                .forEach(of -> text.append(String.format(
                        Locale.ROOT,
                        " %,12d",
                        of.values().stream().mapToLong(Long::longValue).sum())));
        return text.toString();
    }
}
