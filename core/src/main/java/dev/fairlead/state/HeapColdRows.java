package dev.fairlead.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Cold rows on the heap after all: for simulations and tests, where what counts is that an entity is somewhere else. */
public final class HeapColdRows implements ColdRows {
    private static final long STILL = Long.MAX_VALUE;

    /** A row that was there from one move until before another. */
    private record Version(long put, long removed, byte[] row) {}

    private final Map<String, List<Version>> versions = new ConcurrentHashMap<>();

    @Override
    public synchronized void rewind(long moves) {
        versions.replaceAll((_, of) -> of.stream()
                .filter(one -> one.put <= moves)
                .map(one -> one.removed > moves ? new Version(one.put, STILL, one.row) : one)
                .toList());
        versions.values().removeIf(List::isEmpty);
    }

    @Override
    public synchronized void put(long move, String id, byte[] row) {
        List<Version> of = new ArrayList<>(versions.getOrDefault(id, List.of()));
        of.add(new Version(move, STILL, row.clone()));
        versions.put(id, List.copyOf(of));
    }

    @Override
    public synchronized void remove(long move, String id) {
        versions.computeIfPresent(
                id,
                (_, of) -> of.stream()
                        .map(one -> one.removed == STILL ? new Version(one.put, move, one.row) : one)
                        .toList());
    }

    @Override
    public Optional<byte[]> get(String id) {
        return versions.getOrDefault(id, List.of()).stream()
                .filter(one -> one.removed == STILL)
                .findFirst()
                .map(one -> one.row.clone());
    }

    @Override
    public void spill() {}

    @Override
    public void flush() {}

    @Override
    public synchronized void saved(long moves) {
        versions.replaceAll(
                (_, of) -> of.stream().filter(one -> one.removed > moves).toList());
        versions.values().removeIf(List::isEmpty);
    }

    @Override
    public void purge() {}

    @Override
    public long size() {
        return versions.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.removed == STILL)
                .count();
    }

    @Override
    public long bytes() {
        return 0;
    }
}
