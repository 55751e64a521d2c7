package dev.fairlead.helidon;

import dev.fairlead.log.EventLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the API counts and times. */
final class Meters {
    /** Different fallback texts that are counted apart; more of them are counted as "other", since each is a time series. */
    private static final int MAX_FALLBACKS = 50;

    private record Answered(String endpoint, int status) {}

    private final PrometheusMeterRegistry registry;
    private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, String> fallbacks = new ConcurrentHashMap<>();

    Meters(PrometheusMeterRegistry registry, EventLog log, Supplier<Health> health) {
        this.registry = registry;
        Gauge.builder("fairlead.log.end", () -> log.end().total())
                .description("offset of the last durable event, summed over partitions")
                .register(registry);
        Gauge.builder("fairlead.log.applied", () -> health.get().applied().total())
                .description("offset that the states have applied, summed over partitions")
                .register(registry);
    }

    void answered(String endpoint, int status, long nanos) {
        timers.computeIfAbsent(new Answered(endpoint, status), this::timer).record(Duration.ofNanos(nanos));
    }

    private Timer timer(Answered answered) {
        return Timer.builder("fairlead.http.requests")
                .description("time to answer, from the first line read to the answer written")
                .tag("endpoint", answered.endpoint)
                .tag("status", String.valueOf(answered.status))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    void events(int accepted, int duplicates, int refused) {
        registry.counter("fairlead.events", "outcome", "accepted").increment(accepted);
        registry.counter("fairlead.events", "outcome", "duplicate").increment(duplicates);
        registry.counter("fairlead.events", "outcome", "refused").increment(refused);
    }

    /** @param fallback as in the decision; empty when the full policy answered */
    void decision(String app, String fallback) {
        String label = fallback.isEmpty() ? "none" : fallback;
        if (!fallbacks.containsKey(label)) {
            label = fallbacks.size() < MAX_FALLBACKS ? label : "other";
            fallbacks.put(label, label);
        }
        registry.counter("fairlead.decisions", "app", app, "fallback", label).increment();
    }

    /** In the text format of Prometheus. */
    String scrape() {
        return registry.scrape();
    }
}
