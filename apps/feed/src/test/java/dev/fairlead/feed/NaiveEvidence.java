package dev.fairlead.feed;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.retrieval.ItemInteractions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What goes together, follows, or is in sessions alike, by the definitions, looking through all of a log anew for each number. */
final class NaiveEvidence {
    private static final double DAY = 86_400;

    private final List<Event> log;
    private final String user;
    private final long now;

    /** Items of the user, latest touch first, with how long ago that was in seconds. */
    private final Map<String, Double> history = new LinkedHashMap<>();

    NaiveEvidence(List<Event> log, String user, long now) {
        this.log = log.stream()
                .filter(event -> ItemInteractions.of(event).isPresent())
                .toList();
        this.user = user;
        this.now = now;
        Map<String, Long> last = new HashMap<>();
        for (Event event : this.log) {
            if (touch(event).user().equals(user)) {
                last.merge(touch(event).item(), event.time(), Math::max);
            }
        }
        last.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> each) -> -each.getValue()))
                .forEach(each -> history.put(each.getKey(), (now - each.getValue()) / 1000.0));
    }

    private static ItemEvent touch(Event event) {
        return ItemInteractions.of(event).orElseThrow();
    }

    private double decayed(Event event, double days) {
        return Math.pow(2, -(now - event.time()) / 1000.0 / DAY / days);
    }

    /** Items that the user of an event touched before it in the log, latest first, with the session of the latest touch. */
    private Map<String, String> before(int at) {
        Map<String, String> before = new LinkedHashMap<>();
        for (int i = at - 1; i >= 0; i--) {
            if (touch(log.get(i)).user().equals(touch(log.get(at)).user())) {
                before.putIfAbsent(touch(log.get(i)).item(), touch(log.get(i)).session());
            }
        }
        return before;
    }

    /** What is met within 5 items of what the user met, in either direction. */
    double together(String item) {
        return coOccurrence(item, 5, 30, 0.3, 3, Double.POSITIVE_INFINITY, 5, false);
    }

    /** What is met after what the user met. */
    double next(String item) {
        return coOccurrence(item, 32, 90, 0.5, 30, 8, 32, true);
    }

    private double coOccurrence(
            String item,
            int window,
            double halfLifeDays,
            double otherSession,
            double historyDays,
            double historyTouches,
            int most,
            boolean forward) {
        double score = 0;
        int place = 0;
        for (Map.Entry<String, Double> met : history.entrySet()) {
            if (place == most) {
                break;
            }
            double pairs = 0;
            double ones = 0;
            double others = 0;
            for (int at = 0; at < log.size(); at++) {
                ItemEvent touch = touch(log.get(at));
                double decay = decayed(log.get(at), halfLifeDays);
                ones += touch.item().equals(met.getKey()) ? decay : 0;
                others += touch.item().equals(item) ? decay : 0;
                int between = 0;
                for (Map.Entry<String, String> earlier : before(at).entrySet()) {
                    boolean follows = earlier.getKey().equals(met.getKey())
                            && touch.item().equals(item);
                    boolean precedes =
                            earlier.getKey().equals(item) && touch.item().equals(met.getKey());
                    if (++between <= window && (follows || (precedes && !forward)) && !item.equals(met.getKey())) {
                        pairs += decay
                                * Math.pow(between, -0.5)
                                * (earlier.getValue().equals(touch.session()) ? 1 : otherSession);
                    }
                }
            }
            double weight = Math.pow(2, -met.getValue() / DAY / historyDays - place++ / historyTouches);
            score += weight * pairs / (Math.sqrt(ones * others) + 3);
        }
        return score;
    }

    private record Session(String user, String name) {}

    /** What sessions hold that share an item with those that the user touched within a day. */
    double session(String item) {
        Map<Session, Set<String>> sessions = new LinkedHashMap<>();
        Map<Session, Long> times = new HashMap<>();
        Map<String, Session> current = new HashMap<>();
        Map<String, Integer> begun = new HashMap<>();
        for (Event event : log) {
            ItemEvent touch = touch(event);
            Session known = current.get(touch.user());
            if (known == null || !known.name.startsWith(touch.session() + "#")) {
                known = new Session(touch.user(), touch.session() + "#" + begun.merge(touch.user(), 1, Integer::sum));
                current.put(touch.user(), known);
            }
            sessions.computeIfAbsent(known, _ -> new LinkedHashSet<>()).add(touch.item());
            times.merge(known, event.time(), Math::max);
        }
        List<String> at = new ArrayList<>(history.entrySet().stream()
                .filter(each -> each.getValue() <= DAY)
                .map(Map.Entry::getKey)
                .limit(10)
                .toList());
        long holding =
                sessions.values().stream().filter(items -> items.contains(item)).count();
        double score = 0;
        for (Map.Entry<Session, Set<String>> each : sessions.entrySet()) {
            int[] shared = IntStream.range(0, at.size())
                    .filter(i -> each.getValue().contains(at.get(i)))
                    .toArray();
            if (shared.length > 0
                    && each.getValue().contains(item)
                    && !each.getKey().equals(current.get(user))) {
                double age = (now - times.getOrDefault(each.getKey(), now)) / 1000.0;
                score += IntStream.of(shared).mapToDouble(i -> Math.exp(-i)).sum()
                        / Math.sqrt(each.getValue().size())
                        * Math.pow(2, -age / (3 * DAY))
                        / (shared[0] + 1)
                        * Math.log((double) sessions.size() / holding);
            }
        }
        return score;
    }
}
