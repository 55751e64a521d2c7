package dev.fairlead.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;

/**
 * Hands a result's rows to parts in blocks, in turn. The caller's thread copies them out of DuckDB's vectors, a thread per part
 * takes them. If a part throws, rows after that one are not taken by any; those before it are.
 */
final class Distribution {
    private static final int WAITING = 3;

    private final Layout layout;
    private final List<Part> parts = new ArrayList<>();
    /** Rows from this number on are of no use: a part threw there. */
    private long until = Long.MAX_VALUE;

    Distribution(TableScan scan, Layout layout, List<? extends Consumer<? super Cursor>> consumers) {
        this.layout = layout;
        consumers.forEach(consumer -> parts.add(new Part(scan, consumer)));
    }

    void run(DuckDBChunkedResult result) {
        try {
            produce(result);
        } catch (InterruptedException e) {
            fail(0);
            Thread.currentThread().interrupt();
            throw new TableException("reading was interrupted", e);
        } finally {
            parts.forEach(Part::end);
        }
        parts.stream()
                .filter(part -> part.failedAt < Long.MAX_VALUE)
                .min((one, other) -> Long.compare(one.failedAt, other.failedAt))
                .ifPresent(Part::rethrow);
    }

    private void produce(DuckDBChunkedResult result) throws InterruptedException {
        long number = 1;
        int turn = 0;
        Batch batch = parts.getFirst().free(number);
        while (number < until() && result.nextChunk()) {
            DuckDBDataChunkReader chunk = result.chunk();
            int rows = (int) chunk.rowCount();
            for (int from = 0; from < rows; ) {
                int count = Math.min(rows - from, Batch.ROWS - batch.size);
                batch.add(layout.fields(), chunk, from, count);
                from += count;
                number += count;
                if (batch.size == Batch.ROWS) {
                    parts.get(turn).full.put(batch);
                    turn = (turn + 1) % parts.size();
                    batch = parts.get(turn).free(number);
                }
            }
        }
        parts.get(turn).full.put(batch);
    }

    private synchronized long until() {
        return until;
    }

    private synchronized void fail(long number) {
        until = Math.min(until, number);
    }

    /** A consumer with its thread and the batches that go around between it and the producer. */
    private final class Part {
        private final Consumer<? super Cursor> consumer;
        private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(WAITING + 1);
        private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(WAITING + 1);
        private final Batch end = new Batch(Layout.NONE);
        private final Cursor cursor;
        private final Thread thread;
        private Throwable failure = new IllegalStateException("nothing failed");
        private volatile long failedAt = Long.MAX_VALUE;

        Part(TableScan scan, Consumer<? super Cursor> consumer) {
            this.consumer = consumer;
            for (int i = 0; i < WAITING; i++) {
                free.add(new Batch(layout));
            }
            cursor = new Cursor(scan, layout.asked(), end);
            thread = Thread.ofPlatform().daemon().name("fairlead-scan").start(this::consume);
        }

        Batch free(long first) throws InterruptedException {
            Batch batch = free.take();
            batch.first = first;
            batch.size = 0;
            return batch;
        }

        private void consume() {
            try {
                for (Batch batch = full.take(); batch != end; batch = full.take()) {
                    accept(batch);
                    free.put(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void accept(Batch batch) {
            try {
                for (int row = 0; row < batch.size && batch.first + row < failedAt; row++) {
                    if (row % 1024 == 0 && batch.first + row >= until()) {
                        return;
                    }
                    cursor.at(batch, row);
                    consumer.accept(cursor);
                }
            } catch (RuntimeException | Error e) { // an error too: else the producer would wait for this part
                failure = e;
                failedAt = cursor.number();
                fail(failedAt);
            }
        }

        void end() {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    full.put(end);
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void rethrow() {
            switch (failure) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
