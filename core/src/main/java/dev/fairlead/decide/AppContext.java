package dev.fairlead.decide;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a process gives an app to work with.
 *
 * @param clock says what time it is
 * @param ids makes unique decision ids; what is drawn at random in a decision depends on its id and the app's seed alone
 * @param router says which release serves a query, by the arms of its units
 * @param journal takes every decision; it neither blocks for long nor throws
 * @param background builds what takes long, one after the other
 */
public record AppContext(
        InstantSource clock, Supplier<String> ids, Router router, Consumer<Decision> journal, Executor background) {}
