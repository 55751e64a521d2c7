package dev.fairlead.toy;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.Served;
import java.util.function.Consumer;

/** An app whose releases can be ill. @param meets is given what serves each query; it may throw, or let time pass */
public record ServedApp<Q extends Query, M>(App<Q, M> whole, Consumer<Served> meets) implements WrappedApp<Q, M> {
    @Override
    public RunningApp<Q> start(AppContext context) {
        return whole.start(new AppContext(
                context.environment(),
                query -> {
                    Served served = context.router().serve(query);
                    meets.accept(served);
                    return served;
                },
                context.states(),
                context.journal(),
                context.background(),
                context.cold()));
    }
}
