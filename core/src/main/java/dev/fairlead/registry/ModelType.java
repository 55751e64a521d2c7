package dev.fairlead.registry;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;

/**
 * A kind of model that the registry holds: how it is written, read and brought to speed.
 *
 * @param <M> the model's class; a model is immutable and safe for many threads
 */
public interface ModelType<M> {
    /** Its name in stored releases. */
    String kind();

    Class<M> type();

    /** Writes everything that the model's answers depend on. */
    void write(M model, FieldWriter out);

    /** @throws ContractViolation if something is missing or does not fit together */
    M read(Contract in) throws ContractViolation;

    /** Of the feature definitions that the model reads: another set of features must not be scored by it. */
    String fingerprint(M model);

    /** Brings the model to full speed before requests meet it. */
    default void warmUp(M model) {}

    /** Whether the model came ready made from outside, so that no training of ours gives it again. */
    default boolean imported(M model) {
        return false;
    }
}
