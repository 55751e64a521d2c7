package dev.fairlead.server;

import dev.fairlead.decide.Decision;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.helidon.ReadBarrier;
import dev.fairlead.launch.DecisionExposures;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Receipt;
import java.time.Duration;
import java.util.List;
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
    private volatile String problem = "";

    Journal(EventLog log, EventTypes types, Environment environment, ReadBarrier freshness) {
        this.log = log;
        this.types = types;
        this.environment = environment;
        this.freshness = freshness;
    }

    @Override
    public void accept(Decision decision) {
        boolean waits = environment.patience(Duration.ZERO).isPositive();
        try {
            write(decision, waits, receipt -> receipt.accepted() == 1);
            // A unit's first exposure is kept, so that the log holds the id of every later one.
            DecisionExposures.by(decision).forEach(exposure -> write(exposure, waits, _ -> true));
        } catch (RuntimeException e) {
            dropped.incrementAndGet();
        }
    }

    private void write(Event event, boolean waits, Predicate<Receipt> whole) {
        try {
            types.check(event);
        } catch (ContractViolation e) {
            count(false);
            problem = "event '" + event.id() + "' was not written into the log: " + e.field() + ": " + e.reason();
            return;
        }
        if (waits) {
            Receipt receipt = log.append(List.of(event), List.of());
            count(whole.test(receipt));
            freshness.awaitApplied(receipt.end(), Duration.ZERO);
        } else {
            log.offer(List.of(event))
                    .ifPresentOrElse(
                            written -> written.whenComplete(
                                    (receipt, failure) -> count(failure == null && whole.test(receipt))),
                            () -> count(false));
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
