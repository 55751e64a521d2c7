package dev.fairlead.log;

import dev.fairlead.events.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log on the heap, for replays and simulations that need not survive the process. It has one partition and no gaps. */
public final class MemoryLog implements EventLog, EventIndex, DeadLetters {
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final TreeMap<Long, DeadLetter> dead = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long lastDeadLetter;

    @Override
    public CompletableFuture<Receipt> submit(List<Event> unit, List<DeadLetter> refused) {
        return CompletableFuture.completedFuture(append(unit, refused));
    }

    @Override
    public Optional<CompletableFuture<Receipt>> offer(List<Event> unit) {
        return Optional.of(submit(unit, List.of()));
    }

    @Override
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Receipt append(List<Event> unit, List<DeadLetter> refused) {
        Receipt receipt = add(unit, refused);
        listeners.forEach(Runnable::run);
        return receipt;
    }

    private synchronized Receipt add(List<Event> unit, List<DeadLetter> refused) {
        int accepted = 0;
        List<Integer> conflicts = new ArrayList<>();
        for (int i = 0; i < unit.size(); i++) {
            Event event = unit.get(i);
            Long known = offsets.putIfAbsent(event.id(), events.size() + 1L);
            if (known == null) {
                events.add(event);
                accepted++;
            } else if (!SameContent.of(events.get((int) (known - 1)), event)) {
                conflicts.add(i);
            }
        }
        for (DeadLetter d : refused) {
            lastDeadLetter++;
            dead.put(
                    lastDeadLetter,
                    new DeadLetter(
                            lastDeadLetter, d.received(), d.source(), d.line(), d.field(), d.reason(), d.payload()));
        }
        return new Receipt(end(), accepted, unit.size() - accepted - conflicts.size(), List.copyOf(conflicts));
    }

    @Override
    public synchronized Position end() {
        return Position.of(events.size());
    }

    /**
     * The fold gets what was there when the read began; it may append to the log while it is fed. Events are on the heap already: bytes do
     * not limit a read.
     */
    @Override
    public Position read(Position after, int limit, long bytes, Fold fold) {
        List<Event> batch;
        int from;
        synchronized (this) {
            from = Math.clamp(after.offset(0), 0, events.size());
            batch = List.copyOf(events.subList(from, from + Math.min(limit, events.size() - from)));
        }
        long offset = from;
        for (Event event : batch) {
            fold.accept(Logged.at(++offset, event));
        }
        return batch.isEmpty() ? after : Position.of(offset);
    }

    @Override
    public synchronized Optional<Logged> find(String id) {
        return Optional.ofNullable(offsets.get(id)).map(offset -> Logged.at(offset, events.get((int) (offset - 1))));
    }

    @Override
    public synchronized List<DeadLetter> deadLetters(long after, int limit) {
        return dead.tailMap(after, false).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized long deadLetterCount() {
        return dead.size();
    }

    @Override
    public synchronized void markResubmitted(List<Long> numbers) {
        numbers.forEach(dead::remove);
    }

    @Override
    public void close() {}
}
