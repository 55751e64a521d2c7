package dev.fairlead.server;

import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.ShadowDecision;
import dev.fairlead.helidon.ReadBarrier;
import dev.fairlead.launch.DecisionExposures;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes decisions, and the exposures that they make, into the log. An answer does not wait for the disk: what cannot be written, because the
 * log is full or fails, because its id is not new, or because it would not keep the contract that it is read with, is counted. Only where the environment waits for everything, in a simulated world, the
 * decision is in the log and in the state before it is answered, so that the next one reads the same position on every machine.
 */
final class Journal implements Consumer<Decision> {
    private final EventLog log;
    private final EventTypes types;
    private final Environment environment;
    private final ReadBarrier freshness;
    private final AtomicLong dropped = new AtomicLong();
    private final Map<String, Decision> unwritten = new ConcurrentHashMap<>(); // as many as the log lets wait
    private volatile String problem = "";
    private volatile Runnable afterwards = () -> {};

    Journal(EventLog log, EventTypes types, Environment environment, ReadBarrier freshness) {
        this.log = log;
        this.types = types;
        this.environment = environment;
        this.freshness = freshness;
    }

    /** @param task done by the thread that journals, after each decision, where the environment waits for everything */
    void afterwards(Runnable task) {
        afterwards = task;
    }

    @Override
    public void accept(Decision answered) {
        Decision decision = answered.done(environment.clock().millis());
        boolean waits = environment.patience(Duration.ZERO).isPositive();
        unwritten.put(decision.id(), decision);
        try {
            write(decision, waits, receipt -> receipt.accepted() == 1, () -> unwritten.remove(decision.id()));
            // A unit's first exposure is kept, so that the log holds the id of every later one.
            DecisionExposures.by(decision).forEach(exposure -> write(exposure, waits, _ -> true, () -> {}));
            if (waits) {
                afterwards.run();
            }
        } catch (RuntimeException e) {
            unwritten.remove(decision.id());
            dropped.incrementAndGet();
        }
    }

    /** What was decided in shadow: whoever is told of it waits for nothing. */
    void accept(ShadowDecision shadow) {
        boolean waits = environment.patience(Duration.ZERO).isPositive();
        try {
            write(shadow, waits, receipt -> receipt.accepted() == 1, () -> {});
            if (waits) {
                afterwards.run();
            }
        } catch (RuntimeException e) {
            dropped.incrementAndGet();
        }
    }

    /** Finds also decisions that were answered and are on their way into the log: those at offset 0. @param log finds what is in the log */
    EventIndex withUnwritten(EventIndex log) {
        return id -> log.find(id).or(() -> unwritten(id)).or(() -> log.find(id)); // it may have been written meanwhile
    }

    private Optional<Logged> unwritten(String id) {
        return Optional.ofNullable(unwritten.get(id)).map(decision -> Logged.at(0, decision));
    }

    /** @param done called when the event is in the log, or will never be */
    private void write(Event event, boolean waits, Predicate<Receipt> whole, Runnable done) {
        try {
            types.check(event);
        } catch (ContractViolation e) {
            done.run();
            count(false);
            problem = "event '" + event.id() + "' was not written into the log: " + e.field() + ": " + e.reason();
            return;
        }
        if (waits) {
            Receipt receipt = log.append(List.of(event), List.of());
            done.run();
            count(whole.test(receipt));
            freshness.awaitApplied(receipt.end(), Duration.ZERO);
        } else {
            log.offer(List.of(event))
                    .ifPresentOrElse(
                            written -> written.whenComplete((receipt, failure) -> {
                                done.run();
                                count(failure == null && whole.test(receipt));
                            }),
                            () -> {
                                done.run();
                                count(false);
                            });
        }
    }

    /** Why the last event was not written whose content could not have been read; empty when all could. */
    String problem() {
        return problem;
    }

    private void count(boolean written) {
        if (!written) {
            dropped.incrementAndGet();
        }
    }

    /** Decisions that were answered and are not in the log. */
    long dropped() {
        return dropped.get();
    }
}
