package dev.fairlead.registry;

import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.log.EventCodec;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Position;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** Makes a model from a log. The same log, numbers and machine give the same model and card. */
public interface Learner<M> {
    /**
     * Where the events come from.
     *
     * @param name of the log, for the card
     * @param simulated whether a simulated world wrote it
     * @param until events up to this position are read
     */
    record Source(String name, boolean simulated, EventLog log, Position until, EventCodec codec) {
        /**
         * What was read.
         *
         * @param events how many
         * @param sha256 over the encoded events in order
         */
        public record Read(long events, String sha256) {}

        /** Hands every event over. @throws IllegalArgumentException if the log ends before {@code until} */
        public Read read(Fold fold) {
            if (!log.end().covers(until)) {
                throw new IllegalArgumentException(
                        name + " ends at position " + log.end() + ", before position " + until + " that is wanted");
            }
            MessageDigest digest = Sha256.digest();
            long[] events = {0};
            log.readUntil(until, logged -> {
                events[0]++;
                digest.update(codec.encode(logged.event()));
                fold.accept(logged);
            });
            return new Read(events[0], Sha256.hex(digest));
        }
    }

    /** A model with its card. */
    record Trained<M>(ModelCard card, M model) {}

    /**
     * Trains.
     *
     * @param numbers all numbers of the app, as a card holds them; empty for those that the app has
     * @param progress told, in a sentence, what goes on
     * @throws IllegalArgumentException if the log does not hold what is needed, in a sentence
     */
    Trained<M> train(Source source, String numbers, Consumer<String> progress);
}
