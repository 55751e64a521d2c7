package dev.fairlead.toy;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.App;
import dev.fairlead.decide.DecisionReplay;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.decide.Label;
import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.EventType;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import java.util.List;
import java.util.Optional;

/** An app that is another in all but what it overrides. */
interface WrappedApp<Q extends Query, M> extends App<Q, M> {
    App<Q, M> whole();

    @Override
    default String name() {
        return whole().name();
    }

    @Override
    default List<EventType<?>> events() {
        return whole().events();
    }

    @Override
    default QueryType<Q> queries() {
        return whole().queries();
    }

    @Override
    default AnswerType<?> answers() {
        return whole().answers();
    }

    @Override
    default List<Label<?>> labels() {
        return whole().labels();
    }

    @Override
    default List<MetricType> metrics() {
        return whole().metrics();
    }

    @Override
    default Numbers numbers() {
        return whole().numbers();
    }

    @Override
    default ModelType<M> models() {
        return whole().models();
    }

    @Override
    default FeatureRows features() {
        return whole().features();
    }

    @Override
    default Optional<DecisionReplay> replay() {
        return whole().replay();
    }

    @Override
    default Learner<M> learner() {
        return whole().learner();
    }
}
