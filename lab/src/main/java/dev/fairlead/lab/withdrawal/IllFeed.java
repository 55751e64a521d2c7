package dev.fairlead.lab.withdrawal;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.DecisionReplay;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.decide.Served;
import dev.fairlead.events.EventType;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.RunningFeed;
import dev.fairlead.log.State;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import dev.fairlead.registry.Release;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The feed, as it is but for what an illness does to its decisions. */
record IllFeed(FeedApp whole, Illness illness) implements App<ListQuery, RankingModel> {
    /** What a release does wrong. */
    interface Illness {
        /** What answers, in the place of what should. Called within a decision. */
        Served serves(Served served, Query query);

        /** What is asked in the place of a query. It may throw. @param served what will answer */
        ListQuery asked(ListQuery query, Served served);
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
    public QueryType<ListQuery> queries() {
        return whole.queries();
    }

    @Override
    public AnswerType<?> answers() {
        return whole.answers();
    }

    @Override
    public Numbers numbers() {
        return whole.numbers();
    }

    @Override
    public ModelType<RankingModel> models() {
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
    public Learner<RankingModel> learner() {
        return whole.learner();
    }

    @Override
    public RunningApp<ListQuery> start(AppContext context) {
        RunningFeed feed = whole.start(new AppContext(
                context.environment(),
                query -> illness.serves(context.router().serve(query), query),
                context.states(),
                context.journal(),
                context.background(),
                context.cold()));
        return new Running(feed, new IllDecider(feed.decider(), context, illness));
    }

    private record IllDecider(Decider<ListQuery> well, AppContext context, Illness illness)
            implements Decider<ListQuery> {
        @Override
        public Decision decide(ListQuery query) {
            return well.decide(illness.asked(query, context.router().serve(query)));
        }

        @Override
        public List<Choice> lastResort(ListQuery query) {
            return well.lastResort(query);
        }
    }

    private record Running(RunningFeed feed, Decider<ListQuery> decider) implements RunningApp<ListQuery> {
        @Override
        public List<State> states() {
            return feed.states();
        }

        @Override
        public void applied() {
            feed.applied();
        }

        @Override
        public FeatureNames featureNames() {
            return feed.featureNames();
        }

        @Override
        public void prepare(Collection<Release> releases) {
            feed.prepare(releases);
        }

        @Override
        public boolean prepared() {
            return feed.prepared();
        }
    }
}
