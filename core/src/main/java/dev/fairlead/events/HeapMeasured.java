package dev.fairlead.events;

/**
 * How much of its heap a process that answers had in use after collection. Written while a launch runs whose plan watches memory.
 *
 * @param process unique to a start of a process
 * @param bytes in use after the last collection of each part of the heap
 */
public record HeapMeasured(String id, long time, String process, long bytes) implements Event {
    private static final long MOST = 1L << 50;

    public static final EventType<HeapMeasured> TYPE = EventType.platform(
            HeapMeasured.class,
            "heap_measured",
            "How much of its heap a process had in use after collection, while a launch runs whose plan watches memory.",
            Field.id("process", "unique to a start of a process"),
            Field.whole("bytes", 0, MOST, "in use after the last collection of each part of the heap"));
}
