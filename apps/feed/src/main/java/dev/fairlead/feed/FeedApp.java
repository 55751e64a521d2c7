package dev.fairlead.feed;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.DecisionReplay;
import dev.fairlead.decide.FeatureRows;
import dev.fairlead.decide.Label;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.EventType;
import dev.fairlead.learn.GbdtTrainer;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import dev.fairlead.retrieval.IndexFactory;
import java.util.List;
import java.util.Optional;

/** The marketplace's home feed: what it is asked, answers, learns and reads. */
public final class FeedApp implements App<ListQuery, RankingModel> {
    public static final String NAME = "feed";

    private static final QueryType<ListQuery> QUERIES = ListQuery.type(NAME);

    private final FeedConfig config;
    private final GbdtTrainer trainer;
    private final IndexFactory indexes;
    private final Stage.Timer timer;

    /**
     * @param trainer grows the trees of its model
     * @param indexes builds the indexes of item vectors
     * @param timer told how long each part of a decision took
     */
    public FeedApp(FeedConfig config, GbdtTrainer trainer, IndexFactory indexes, Stage.Timer timer) {
        this.config = config;
        this.trainer = trainer;
        this.indexes = indexes;
        this.timer = timer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<EventType<?>> events() {
        return MarketEvents.ALL;
    }

    @Override
    public QueryType<ListQuery> queries() {
        return QUERIES;
    }

    @Override
    public AnswerType<?> answers() {
        return FeedAnswer.TYPE;
    }

    @Override
    public List<Label<?>> labels() {
        return List.of(
                new Label<>(
                        "click",
                        Click.class,
                        Click::request,
                        Click::item,
                        config.labels().click()),
                new Label<>(
                        "add_to_cart",
                        AddToCart.class,
                        AddToCart::request,
                        AddToCart::item,
                        config.labels().cart()),
                new Label<>(
                        "purchase",
                        Purchase.class,
                        Purchase::request,
                        Purchase::item,
                        config.labels().purchase()));
    }

    @Override
    public Numbers numbers() {
        return config.numbers();
    }

    @Override
    public ModelType<RankingModel> models() {
        return RankingModelType.RANKING;
    }

    @Override
    public FeatureRows features() {
        return new FeedRows(config.interactionKinds());
    }

    /** A fresh fold of the feed's features, where kinds of interactions mean what they usually do. */
    public static FeatureRows rows() {
        return new FeedRows(InteractionKinds.USUAL);
    }

    @Override
    public Optional<DecisionReplay> replay() {
        return Optional.of(new FeedReplay(config));
    }

    @Override
    public Learner<RankingModel> learner() {
        return new FeedLearner(config, trainer);
    }

    @Override
    public RunningFeed start(AppContext context) {
        return new RunningFeed(config, indexes, timer, context);
    }
}
