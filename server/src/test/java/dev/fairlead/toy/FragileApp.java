package dev.fairlead.toy;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import dev.fairlead.registry.Release;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An app of whose states something can go wrong. @param meets is given each event's id before the event is applied, and may throw or wait */
public record FragileApp<Q extends Query, M>(App<Q, M> whole, Consumer<String> meets) implements WrappedApp<Q, M> {

    /** Fails before it changes anything, as states must. */
    private void accept(Fold of, Logged logged) {
        meets.accept(logged.event().id());
        of.accept(logged);
    }

    private final class FragileState implements State {
        private final State of;

        private FragileState(State of) {
            this.of = of;
        }

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
            FragileApp.this.accept(of, logged);
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
    public RunningApp<Q> start(AppContext context) {
        RunningApp<Q> running = whole.start(context);
        return new WrappedRunningApp<>() {
            @Override
            public RunningApp<Q> running() {
                return running;
            }

            @Override
            public List<State> states() {
                return running.states().stream().<State>map(FragileState::new).toList();
            }
        };
    }

    @Override
    public FeatureRows features() {
        FeatureRows rows = whole.features();
        return new FeatureRows() {
            @Override
            public String fingerprint() {
                return rows.fingerprint();
            }

            @Override
            public List<String> names() {
                return rows.names();
            }

            @Override
            public float[] rows(Decision decision, Optional<Release> release) {
                return rows.rows(decision, release);
            }

            @Override
            public void accept(Logged logged) {
                FragileApp.this.accept(rows, logged);
            }
        };
    }
}
