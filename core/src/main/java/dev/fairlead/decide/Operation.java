package dev.fairlead.decide;

import dev.fairlead.events.Schema;
import java.util.function.Function;

/**
 * Something that an app can be asked beside its decisions. From its schemas a request is read and refused with reasons, the
 * answer is written, and the API is described.
 *
 * @param name lower case: it answers at {@code POST /v1/APP/NAME}
 * @param about one sentence
 * @param handler throws IllegalArgumentException, in a sentence, for what cannot be answered
 */
public record Operation<I, O>(
        String name, String about, Schema<I> request, Schema<O> response, Function<I, O> handler) {}
