package dev.fairlead.toy;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.Served;
import java.util.Optional;
import java.util.function.Consumer;

/** An app whose releases can be ill. @param meets is given what serves each query; it may throw, or let time pass */
public record ServedApp<Q extends Query, M>(App<Q, M> whole, Consumer<Served> meets) implements WrappedApp<Q, M> {
    @Override
    public RunningApp<Q> start(AppContext context) {
        RunningApp<Q> running = whole.start(met(context));
        return new WrappedRunningApp<>() {
            @Override
            public RunningApp<Q> running() {
                return running;
            }

            @Override
            public Optional<Decider<Q>> shadow(AppContext other) {
                return running.shadow(met(other));
            }
        };
    }

    private AppContext met(AppContext context) {
        return context.with(
                context.environment(),
                query -> {
                    Served served = context.router().serve(query);
                    meets.accept(served);
                    return served;
                },
                context.journal());
    }
}
