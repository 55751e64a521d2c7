package dev.fairlead.bench.node;

import dev.fairlead.cli.bench.BenchTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Clients that ask again as soon as they have their answer, or at given times. Each is one thread with one kept connection, in this process:
 * they share the processors with the server they ask.
 *
 * @param every between two requests of all clients together, which count from when they were due even if no client was free; zero for as soon as
 *     there is an answer
 */
record LoadClients(URI uri, int clients, Duration atMost, Duration every) {
    LoadClients(URI uri, int clients, Duration atMost) {
        this(uri, clients, atMost, Duration.ZERO);
    }

    /** Nanoseconds of each request, rising, and of them all. */
    record Times(long[] sorted, long elapsed) {
        double millis(double quantile) {
            int rank = (int) Math.ceil(quantile * sorted.length);
            return sorted[Math.max(0, rank - 1)] / 1e6;
        }

        double perSecond() {
            return sorted.length * 1e9 / elapsed;
        }

        /** Adds throughput, and the median and the 99th percentile of an answer. */
        void addTo(BenchTable table, String name, String subject, String unit, int unitsPerRequest) {
            table.add(name, subject, "throughput", unit + "/s", perSecond() * unitsPerRequest);
            table.add(name, subject, "p50", "ms", millis(0.5));
            table.add(name, subject, "p99", "ms", millis(0.99));
        }
    }

    /** Posts the bodies in turn, each once, and stops early when the time is up. */
    Times post(List<byte[]> bodies) {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<CompletableFuture<long[]>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            CompletableFuture<long[]> times = new CompletableFuture<>();
            running.add(times);
            Thread.ofPlatform()
                    .name("bench-client-" + i)
                    .start(() -> times.completeAsync(() -> client(bodies, next, start), Runnable::run));
        }
        LongStream nanos = running.stream().map(CompletableFuture::join).flatMapToLong(LongStream::of);
        long[] sorted = nanos.sorted().toArray();
        return new Times(sorted, System.nanoTime() - start);
    }

    private long[] client(List<byte[]> bodies, AtomicInteger next, long start) {
        LongStream.Builder nanos = LongStream.builder();
        int i = next.getAndIncrement();
        while (i < bodies.size() && System.nanoTime() - start < atMost.toNanos()) {
            long before = due(start, i);
            post(bodies.get(i));
            nanos.add(System.nanoTime() - before);
            i = next.getAndIncrement();
        }
        return nanos.build().toArray();
    }

    /** Waits until request {@code i} is due. @return when that is or was, or now where nothing is due at a time */
    private long due(long start, int i) {
        if (every.isZero()) {
            return System.nanoTime();
        }
        long due = start + i * every.toNanos();
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return due;
    }

    /** @return the answer's length. @throws UncheckedIOException when there is none, or it is not 200 */
    private long post(byte[] body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            try (InputStream in = connection.getInputStream()) {
                return in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " did not answer as expected: " + e.getMessage(), e);
        }
    }
}
