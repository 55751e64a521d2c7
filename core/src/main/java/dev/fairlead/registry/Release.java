package dev.fairlead.registry;

/**
 * What serves an app: a model with the feature definitions that it reads and the numbers that it was made with, under the hash
 * of all of these.
 *
 * @param hash SHA-256 of the stored content, 64 lower-case hexadecimal digits
 * @param kind of the model: the name of its {@link ModelType}
 * @param card where it comes from and what it is for, with the numbers
 * @param fingerprint of the feature definitions that the model reads
 * @param model of the type's class
 */
public record Release(String hash, String kind, ModelCard card, String fingerprint, Object model) {
    /** The model. @throws ClassCastException if it is of another type */
    public <M> M model(Class<M> type) {
        return type.cast(model);
    }
}
