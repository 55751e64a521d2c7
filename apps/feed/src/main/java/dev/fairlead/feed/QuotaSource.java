package dev.fairlead.feed;

import dev.fairlead.environment.Environment;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** A source with its share of the candidates, how many of its searches are under way, and how often it was missing. */
final class QuotaSource {
    /** More searches than this at once are not begun: the earlier ones are stuck. */
    private static final int SEARCHES = 64;

    private final Source source;
    private final double share;
    private final Executor thread = this::run;
    private final Semaphore searches = new Semaphore(SEARCHES);
    private final LongAdder outages = new LongAdder();

    /** @param share of the candidates, 0 to 1 */
    QuotaSource(Source source, double share) {
        this.source = source;
        this.share = share;
    }

    String name() {
        return source.name();
    }

    double share() {
        return share;
    }

    /** Requests that went without this source since the start. */
    long outages() {
        return outages.sum();
    }

    String outage(String what) {
        outages.increment();
        return "source " + name() + " " + what;
    }

    /** One request's call. */
    interface Call {
        /**
         * What the source found.
         *
         * @param end nanoseconds, as of {@link System#nanoTime}
         * @throws ExecutionException if it failed
         * @throws TimeoutException if it is not done by {@code end}
         */
        int[] await(long end) throws ExecutionException, TimeoutException;
    }

    /** Begins a search on a thread of its own, if the environment has any; anything else waits until it is asked for. */
    Call call(RetrievalContext context, int limit, Environment environment) {
        if (source.searches()) {
            return search(context, limit, environment.executor(thread));
        }
        Callable<int[]> find = source.find(context, limit);
        return _ -> {
            try {
                return find.call();
            } catch (Exception e) {
                throw new ExecutionException(e);
            }
        };
    }

    private void run(Runnable search) {
        Thread.ofVirtual().name("fairlead-source-" + name()).start(search);
    }

    private Call search(RetrievalContext context, int limit, Executor executor) {
        if (!searches.tryAcquire()) {
            return _ -> {
                throw new TimeoutException();
            };
        }
        RetrievalContext own = context.own();
        FutureTask<int[]> task = new FutureTask<>(source.find(own, limit)) {
            @Override
            protected void done() {
                searches.release();
            }
        };
        executor.execute(task);
        return end -> await(task, own, end);
    }

    private static int[] await(FutureTask<int[]> task, RetrievalContext own, long end)
            throws ExecutionException, TimeoutException {
        try {
            return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        } finally {
            own.close();
        }
    }
}
