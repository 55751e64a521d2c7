package dev.fairlead.decide;

import dev.fairlead.events.EventType;
import dev.fairlead.numbers.NumberSchema;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import java.util.List;
import java.util.Optional;

/**
 * Something that Fairlead decides for a product. From what an app brings here it gets the log, snapshots, parity, training, the
 * registry, launches, HTTP, gRPC, the API's description, commands and monitoring.
 *
 * @param <Q> what it is asked
 * @param <M> what it learns
 */
public interface App<Q extends Query, M> {
    /** Lower case, unique among the apps of a process: it answers at {@code /v1/NAME}. */
    String name();

    /** Types of event that products send it. Apps may share them. */
    List<EventType<?>> events();

    QueryType<Q> queries();

    default AnswerType<?> answers() {
        return AnswerType.PLAIN;
    }

    /** What its models can learn to foresee. */
    default List<Label<?>> labels() {
        return List.of();
    }

    /** Metrics that plans of its launches can name. */
    default List<MetricType> metrics() {
        return List.of();
    }

    /** Its numbers; none unless it says so. */
    default Numbers numbers() {
        return new NumberSchema(List.of(), List.of()).defaults();
    }

    ModelType<M> models();

    /** A fresh fold of its features, apart from any running app. */
    FeatureRows features();

    /** A fresh fold of what its decisions read, from which they are made again; empty for an app that cannot do that. */
    default Optional<DecisionReplay> replay() {
        return Optional.empty();
    }

    Learner<M> learner();

    /** Begins with empty states, which the node fills from the snapshot and the log before anybody asks. */
    RunningApp<Q> start(AppContext context);
}
