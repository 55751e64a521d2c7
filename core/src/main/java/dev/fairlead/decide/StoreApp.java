package dev.fairlead.decide;

import dev.fairlead.learn.LinearModel;
import dev.fairlead.log.Logged;
import dev.fairlead.log.NamedState;
import dev.fairlead.log.Position;
import dev.fairlead.log.State;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.LinearModelType;
import dev.fairlead.registry.ModelType;
import dev.fairlead.registry.Release;
import dev.fairlead.state.ColdStore;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.FeatureView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * An app whose state is one feature store, whose queries read one row each, and whose model is a logistic regression of that row: all that a
 * first version needs. It says what to choose; everything else is made of that.
 */
public abstract class StoreApp<Q extends Query> implements App<Q, LinearModel> {
    private static final Duration STATE_DEADLINE = Duration.ofMillis(100);

    /** An empty store with the app's features. */
    protected abstract FeatureStore<Asked<Q>, ?> store();

    /** The same for the app at work, whose entities may leave the heap: a store of the same features. Unless overridden, they all stay. */
    protected FeatureStore<Asked<Q>, ?> store(ColdStore cold) {
        return store();
    }

    /** What the model foresees. */
    protected abstract Label<?> label();

    /**
     * Chooses, always the same for the same arguments.
     *
     * @param row the query's features
     * @param probability that the outcome follows; empty when no release serves: the hand-written rule
     * @return without features and index, which are added
     */
    protected abstract Choice choose(Q query, float[] row, Optional<Double> probability);

    /** What is chosen when the state cannot be read. */
    protected abstract Choice lastResort(Q query);

    /** What else the app can be asked. @param store of the app at work */
    protected List<Operation<?, ?>> operations(FeatureStore<Asked<Q>, ?> store) {
        return List.of();
    }

    @Override
    public List<Label<?>> labels() {
        return List.of(label());
    }

    @Override
    public ModelType<LinearModel> models() {
        return LinearModelType.LINEAR;
    }

    @Override
    public FeatureRows features() {
        return new Apart(store());
    }

    @Override
    public Optional<DecisionReplay> replay() {
        return Optional.of(new Apart(store()));
    }

    /** Decides from a store that stands still. */
    private Decision decide(FeatureStore<Asked<Q>, ?> store, Q query, String id, long now, Served served) {
        FeatureView<Asked<Q>, ?> view = store.view();
        float[] row = view.rows(new Asked<>(query, now));
        Optional<LinearModel> model = served.release()
                .map(release -> release.model(LinearModel.class))
                .filter(of -> of.fingerprint().equals(store.fingerprint()));
        Choice choice = choose(query, row, model.map(of -> of.probability(row, 0)));
        return new Decision(
                id,
                now,
                name(),
                served.arms(),
                model.isEmpty() ? "" : served.release().orElseThrow().hash(),
                store.fingerprint(),
                served.release().isPresent() && model.isEmpty() ? "release of other features" : served.fallback(),
                view.asOf(),
                query,
                List.of(choice.with(row)));
    }

    /** What the app's decisions read, apart from the app at work. */
    private final class Apart implements FeatureRows, DecisionReplay {
        private final FeatureStore<Asked<Q>, ?> store;

        Apart(FeatureStore<Asked<Q>, ?> store) {
            this.store = store;
        }

        @Override
        public String fingerprint() {
            return store.fingerprint();
        }

        @Override
        public List<String> names() {
            return store.names();
        }

        @Override
        public void accept(Logged logged) {
            store.accept(logged);
        }

        @Override
        public float[] rows(Decision decision, Optional<Release> release) {
            Q query = queries().schema().type().cast(decision.query());
            return store.read(view -> view.rows(new Asked<>(query, decision.time())));
        }

        @Override
        public String obstacle(Decision logged, Optional<Release> release) {
            return "";
        }

        @Override
        public Remade decide(Decision logged, Optional<Release> release) {
            Q query = queries().schema().type().cast(logged.query());
            Served served = new Served(logged.arms(), release, logged.fallback());
            Decision decision = StoreApp.this.decide(store, query, logged.id(), logged.time(), served);
            return new Remade(decision, new Candidates() {
                @Override
                public int size() {
                    return 1;
                }

                @Override
                public Choice get(int index) {
                    return decision.choices().getFirst();
                }
            });
        }
    }

    @Override
    public Learner<LinearModel> learner() {
        return new LinearLearner(name(), store().fingerprint(), store().names().size(), label());
    }

    @Override
    public RunningApp<Q> start(AppContext context) {
        return new Running(store(context.cold()), context);
    }

    private final class Running implements RunningApp<Q>, Decider<Q> {
        private final FeatureStore<Asked<Q>, ?> store;
        private final AppContext context;

        Running(FeatureStore<Asked<Q>, ?> store, AppContext context) {
            this.store = store;
            this.context = context;
        }

        @Override
        public List<State> states() {
            return List.of(new NamedState(StoreApp.this.name(), store));
        }

        @Override
        public void applied() {
            store.spill();
        }

        @Override
        public Map<String, DoubleSupplier> gauges() {
            return store.gauges();
        }

        @Override
        public Decider<Q> decider() {
            return this;
        }

        @Override
        public Optional<Decider<Q>> shadow(AppContext other) {
            return Optional.of(new Running(store, other));
        }

        @Override
        public FeatureNames featureNames() {
            return new FeatureNames(store.fingerprint(), store.names());
        }

        @Override
        public List<Operation<?, ?>> operations() {
            return StoreApp.this.operations(store);
        }

        @Override
        public Decision decide(Q query) {
            long now = context.environment().clock().millis();
            String id = context.environment().newId("d");
            Decision decision = context.states()
                    .read(
                            () -> StoreApp.this.decide(
                                    store, query, id, now, context.router().serve(query)),
                            context.environment().patience(STATE_DEADLINE))
                    .orElseGet(() -> late(query, id, now));
            context.journal().accept(decision);
            return decision;
        }

        private Decision late(Q query, String id, long now) {
            return new Decision(
                    id, now, name(), List.of(), "", "", "state late", Position.START, query, lastResort(query));
        }

        private String name() {
            return StoreApp.this.name();
        }

        @Override
        public List<Choice> lastResort(Q query) {
            return List.of(StoreApp.this.lastResort(query));
        }
    }
}
