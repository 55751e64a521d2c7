package dev.fairlead.toy;

import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Asked;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Label;
import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.StoreApp;
import dev.fairlead.events.EventType;
import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import dev.fairlead.state.FeatureStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The greenhouse with a state that cannot take some events: those of the ids in {@link #poison}, and with an Error those in {@link #deadly}. */
public final class Fragile extends StoreApp<Greenhouse.Night> {
    private final Greenhouse whole = new Greenhouse();
    public final Set<String> poison = ConcurrentHashMap.newKeySet();
    public final Set<String> deadly = ConcurrentHashMap.newKeySet();

    /** Fails before it changes anything, as states must. */
    private record FragileState(State of, Set<String> poison, Set<String> deadly) implements State {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public String layout() {
            return of.layout();
        }

        @Override
        public void accept(Logged logged) {
            String id = logged.event().id();
            if (deadly.contains(id)) {
                throw new OutOfMemoryError("Java heap space, in a test");
            }
            if (poison.contains(id)) {
                throw new IllegalStateException("cannot take " + id);
            }
            of.accept(logged);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            of.save(out);
        }

        @Override
        public void load(DataInput in) throws IOException {
            of.load(in);
        }
    }

    @Override
    public RunningApp<Greenhouse.Night> start(AppContext context) {
        RunningApp<Greenhouse.Night> running = super.start(context);
        return new RunningApp<>() {
            @Override
            public List<State> states() {
                return running.states().stream()
                        .<State>map(state -> new FragileState(state, poison, deadly))
                        .toList();
            }

            @Override
            public Decider<Greenhouse.Night> decider() {
                return running.decider();
            }

            @Override
            public FeatureNames featureNames() {
                return running.featureNames();
            }

            @Override
            public List<Operation<?, ?>> operations() {
                return running.operations();
            }
        };
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
    public QueryType<Greenhouse.Night> queries() {
        return whole.queries();
    }

    @Override
    public List<MetricType> metrics() {
        return whole.metrics();
    }

    @Override
    protected Label<?> label() {
        return whole.label();
    }

    @Override
    protected FeatureStore<Asked<Greenhouse.Night>, ?> store() {
        return whole.store();
    }

    @Override
    protected Choice choose(Greenhouse.Night night, float[] row, Optional<Double> probability) {
        return whole.choose(night, row, probability);
    }

    @Override
    protected Choice lastResort(Greenhouse.Night night) {
        return whole.lastResort(night);
    }

    @Override
    protected List<Operation<?, ?>> operations(FeatureStore<Asked<Greenhouse.Night>, ?> store) {
        return whole.operations(store);
    }
}
