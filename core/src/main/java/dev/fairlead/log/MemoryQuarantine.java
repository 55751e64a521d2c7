package dev.fairlead.log;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A quarantine on the heap, for replays and simulations. */
public final class MemoryQuarantine implements QuarantineStore {
    private final Map<String, Quarantined> events = new TreeMap<>();
    private final Set<String> toRetry = new HashSet<>();

    private static String key(Quarantined one) {
        return "%019d %010d %s".formatted(one.offset(), one.partition(), one.state());
    }

    @Override
    public synchronized void add(List<Quarantined> found) {
        found.forEach(one -> events.put(key(one), one));
    }

    @Override
    public synchronized void clear(String state, Position after) {
        events.values().removeIf(one -> one.state().equals(state) && one.offset() > after.offset(one.partition()));
        if (after.equals(Position.START)) {
            toRetry.remove(state);
        }
    }

    @Override
    public synchronized List<Quarantined> list(int limit) {
        return events.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized long count() {
        return events.values().stream()
                .map(one -> List.of((long) one.partition(), one.offset()))
                .distinct()
                .count();
    }

    @Override
    public synchronized Set<String> retry() {
        toRetry.addAll(events.values().stream().map(Quarantined::state).collect(Collectors.toSet()));
        return Set.copyOf(toRetry);
    }

    @Override
    public synchronized Set<String> toRetry() {
        return Set.copyOf(toRetry);
    }
}
