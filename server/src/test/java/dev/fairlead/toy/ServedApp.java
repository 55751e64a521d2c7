package dev.fairlead.toy;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.DecisionReplay;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.decide.Label;
import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.Served;
import dev.fairlead.events.EventType;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An app whose releases can be ill. @param meets is given what serves each query; it may throw, or let time pass */
public record ServedApp<Q extends Query, M>(App<Q, M> whole, Consumer<Served> meets) implements App<Q, M> {
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

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public List<EventType<?>> events() {
        return whole.events();
    }

    @Override
    public QueryType<Q> queries() {
        return whole.queries();
    }

    @Override
    public AnswerType<?> answers() {
        return whole.answers();
    }

    @Override
    public List<Label<?>> labels() {
        return whole.labels();
    }

    @Override
    public List<MetricType> metrics() {
        return whole.metrics();
    }

    @Override
    public ModelType<M> models() {
        return whole.models();
    }

    @Override
    public FeatureRows features() {
        return whole.features();
    }

    @Override
    public Optional<DecisionReplay> replay() {
        return whole.replay();
    }

    @Override
    public Learner<M> learner() {
        return whole.learner();
    }
}
