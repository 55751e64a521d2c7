package dev.fairlead.decide;

import dev.fairlead.environment.Environment;
import dev.fairlead.log.StateReader;
import dev.fairlead.state.ColdStore;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a process gives an app to work with.
 *
 * @param environment the time, fresh ids, deadlines and threads; what is drawn at random in a decision depends on its id and the
 *     app's seed alone
 * @param router says which release serves a query, by the arms of its units
 * @param states reads the app's states, with those that the router follows, at one position of the log
 * @param journal takes every decision; it neither blocks for long nor throws
 * @param background builds what takes long, one after the other
 * @param cold where entities go that leave the heap
 */
public record AppContext(
        Environment environment,
        Router router,
        StateReader states,
        Consumer<Decision> journal,
        Executor background,
        ColdStore cold) {
    /** The same states, asked of by another router, at other times and with other ids, for another journal. */
    public AppContext with(Environment environment, Router router, Consumer<Decision> journal) {
        return new AppContext(environment, router, states, journal, background, cold);
    }
}
