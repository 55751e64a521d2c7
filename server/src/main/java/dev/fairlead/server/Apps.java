package dev.fairlead.server;

import dev.fairlead.decide.App;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.Stage;
import dev.fairlead.lightgbm.LightGbmTrainer;
import dev.fairlead.onboarding.OnboardingApp;
import dev.fairlead.retrieval.ClusterIndexFactory;
import java.util.List;

/** The apps of this program: a new one is a line here. */
public final class Apps {
    private Apps() {}

    public static List<App<?, ?>> of(FeedConfig feed) {
        return of(feed, Stage.Timer.NONE);
    }

    /** @param timer told how long each part of a decision of the feed took */
    public static List<App<?, ?>> of(FeedConfig feed, Stage.Timer timer) {
        return List.of(
                new FeedApp(feed, new LightGbmTrainer(), ClusterIndexFactory.defaults(), timer), new OnboardingApp());
    }
}
