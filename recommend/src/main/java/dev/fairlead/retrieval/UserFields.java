package dev.fairlead.retrieval;

import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.Entity;
import dev.fairlead.market.features.EventKind;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.MarketRequest;
import dev.fairlead.market.features.Users;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.FeatureView;
import dev.fairlead.state.LocatedEntity;
import dev.fairlead.state.RecentValue;
import dev.fairlead.state.RecentValues;
import java.time.Duration;
import java.util.List;

/**
 * What the user tower reads of a user and a request. There is one definition of it, {@link #history} and {@link #of}: training and evaluation
 * read it from a state of their own at the place in the log where an interaction arrives, serving from the state of the node.
 *
 * @param user the user's id; empty when not known
 * @param history items touched, each once, most recent first; what is beyond {@link TowerShape#history} is not read
 * @param cohort and {@code market}: codes of {@link dev.fairlead.market.features.Users#code}, 0 when not known
 * @param device "mobile", "desktop", …; empty when not known
 */
public record UserFields(String user, List<PastInteraction> history, int cohort, int market, String device) {
    /** Most items of a history. */
    public static final int MOST = 32;

    private static final Duration HALF_LIFE = Duration.ofDays(7);

    /** Somebody of whom only the history is known. */
    public static UserFields ofHistory(List<PastInteraction> history) {
        return new UserFields("", history, 0, 0, "");
    }

    /**
     * The aggregate that histories are read from: the items that each user touched. Of more than {@link #MOST} those stay that weigh most, where
     * touches count and their weight halves in a week.
     */
    public static RecentValues history(FeatureStore.Builder<FeatureQuery, MarketRequest, Market> features) {
        return features.recent(
                Entity.USER,
                Entity.ITEM,
                MOST,
                HALF_LIFE,
                EventKind.INTERACTION,
                EventKind.CLICK,
                EventKind.ADD_TO_CART,
                EventKind.PURCHASE);
    }

    /**
     * Reads the state.
     *
     * @param history the store's own
     * @param context of the page that is asked for
     * @param now when it is asked for; what has arrived with a later time is 0 seconds old
     * @param limit of the history
     */
    public static UserFields of(
            FeatureView<FeatureQuery, Market> view,
            RecentValues history,
            String user,
            Context context,
            long now,
            int limit) {
        Users users = view.entities().users();
        Catalogue catalogue = view.entities().catalogue();
        LocatedEntity who = users.locate(user);
        List<PastInteraction> met = view.met(history, who, now, limit).stream()
                .map(each -> past(catalogue, each))
                .toList();
        return new UserFields(user, met, users.cohort(who), users.market(who), context.device());
    }

    private static PastInteraction past(Catalogue catalogue, RecentValue met) {
        return new PastInteraction(
                ItemFields.of(catalogue, met.value()), EventKind.ofCode(met.code()), met.ageSeconds());
    }
}
