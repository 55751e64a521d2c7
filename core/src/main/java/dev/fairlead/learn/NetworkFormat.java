package dev.fairlead.learn;

import java.util.ServiceLoader;

/** Reads networks of one format; an adapter offers it as a service. */
public interface NetworkFormat {
    /** @throws IllegalArgumentException if the content is not such a network, or not one from rows to a score, in a sentence */
    Network read(byte[] content);

    /** Reads with the adapter on the class path. @throws IllegalArgumentException also if there is none */
    static Network any(byte[] content) {
        return ServiceLoader.load(NetworkFormat.class)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the model is a network, and no adapter that runs networks (fairlead-onnx) is on the class path"))
                .read(content);
    }
}
