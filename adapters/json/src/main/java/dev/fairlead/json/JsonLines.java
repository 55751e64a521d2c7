package dev.fairlead.json;

import dev.fairlead.decide.EventSink;
import dev.fairlead.decide.Ingest;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Events as JSON Lines (one object per line) or as one JSON array of objects.
 *
 * <p>A malformed line is refused with its line and column, and reading goes on with the next line. A malformed element of an
 * array ends the array, because nobody can say where the next element starts: it is refused together with what follows.
 */
public final class JsonLines {
    private JsonLines() {}

    /**
     * Reads events until the end of {@code in}, in bounded memory.
     *
     * @param fresh makes an empty batch
     * @param size elements in a full batch, at least 1
     * @param full takes every batch that has elements, in order; it usually appends it
     * @return elements read, refused ones included
     */
    public static long read(InputStream in, Supplier<Ingest.Batch> fresh, int size, Consumer<Ingest.Batch> full)
            throws IOException {
        ElementReader elements = new ElementReader(in);
        Ingest.Batch batch = fresh.get();
        long count = 0;
        while (elements.next()) {
            count++;
            add(elements, batch);
            if (batch.size() >= size) {
                full.accept(batch);
                batch = fresh.get();
            }
        }
        if (batch.size() > 0) {
            full.accept(batch);
        }
        return count;
    }

    /**
     * Reads events until the end of {@code in}, in bounded memory.
     *
     * @param progress told how many elements were read, after each
     * @return elements read, refused ones included
     */
    public static long read(InputStream in, EventSink sink, LongConsumer progress) throws IOException {
        ElementReader elements = new ElementReader(in);
        long count = 0;
        while (elements.next()) {
            count++;
            add(elements, sink);
            progress.accept(count);
        }
        return count;
    }

    private static void add(ElementReader elements, EventSink batch) throws IOException {
        if (!elements.fault().isEmpty()) {
            batch.refuse(elements.number(), elements.at(new Malformed(1, 1, elements.fault())), elements.text());
            return;
        }
        JsonFields fields;
        try {
            fields = elements.parse();
        } catch (ContractViolation e) {
            batch.refuse(elements.number(), e, elements.text());
            return;
        } catch (Malformed e) {
            elements.giveUpArray();
            batch.refuse(elements.number(), elements.at(e), elements.text());
            return;
        }
        batch.add(elements.number(), fields, elements.text());
    }

    /** Writes one line per event. */
    public static void write(Iterable<? extends Event> events, EventTypes types, OutputStream out) throws IOException {
        JsonEvents codec = new JsonEvents(types);
        for (Event event : events) {
            out.write(codec.encode(event));
            out.write('\n');
        }
    }
}
