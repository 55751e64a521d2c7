package dev.fairlead.feed;

import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.Users;
import dev.fairlead.retrieval.UserFields;
import dev.fairlead.state.LocatedEntity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The feed's sources, in the order of their candidates. */
final class FeedSources {
    private static final int[] NOTHING = {};

    private final FeedFeatures features;
    private final FeedConfig config;

    FeedSources(FeedFeatures features, FeedConfig config) {
        this.features = features;
        this.config = config;
    }

    List<QuotaSource> all() {
        return List.of(
                shared(new Recent()),
                shared(new Personal()),
                shared(proposed("similar", features.evidence().together())),
                shared(proposed("next", features.evidence().next())),
                shared(proposed("session", features.evidence().session())),
                shared(proposed("similarity", features.evidence().similar())),
                shared(new Fresh()),
                shared(new NewSeller()),
                shared(new Trending()),
                shared(new New()),
                new QuotaSource(new Popular(), 1),
                new QuotaSource(new New(), 1));
    }

    private QuotaSource shared(Source source) {
        return new QuotaSource(source, config.sourceShare(source.name()));
    }

    /** What the user met lately. */
    private final class Recent implements Source {
        @Override
        public String name() {
            return "recent";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> IntStream.of(context.view().recent(features.history(), user(context), limit))
                    .filter(context::eligible)
                    .toArray();
        }
    }

    /** Nearest to the user among all items. */
    private final class Personal implements Source {
        @Override
        public String name() {
            return "personal";
        }

        @Override
        public boolean searches() {
            return true;
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> {
                Optional<Towers> towers = context.towers();
                return towers.isEmpty()
                        ? NOTHING
                        : towers.get()
                                .index()
                                .search(context.user(), limit, context::eligible)
                                .ids();
            };
        }
    }

    /** Nearest to the user, by their content, among the newest items. */
    private final class Fresh implements Source {
        @Override
        public String name() {
            return "fresh";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> context.towers().isEmpty()
                    ? NOTHING
                    : nearest(context, features.evidence().newest(), limit, _ -> true);
        }
    }

    /** Nearest to the user among the items of new sellers; the newest sellers' without towers. */
    private final class NewSeller implements Source {
        private final long age = config.newSellerAge().toMillis();

        @Override
        public String name() {
            return "new-seller";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> {
                Catalogue catalogue = context.view().entities().catalogue();
                return nearest(
                        context,
                        features.evidence().newSellers(),
                        limit,
                        item -> context.now() - catalogue.sellerSince(item) <= age);
            };
        }
    }

    /** What was offered last. */
    private final class New implements Source {
        @Override
        public String name() {
            return "new";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> features.evidence().newest().find(limit, context::eligible);
        }
    }

    private int[] nearest(RetrievalContext context, Newest among, int limit, IntPredicate accept) {
        int[] known = among.all()
                .filter(item -> context.eligible(item) && accept.test(item))
                .limit(context.towers().isEmpty() ? limit : Integer.MAX_VALUE)
                .toArray();
        return context.towers().isEmpty()
                ? known
                : context.towers()
                        .get()
                        .index()
                        .best(context.user(), known, limit)
                        .ids();
    }

    /** What the counts beside the rows propose for what the user met. */
    private Source proposed(String name, Evidence.Proposer proposer) {
        return new Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Callable<int[]> find(RetrievalContext context, int limit) {
                return () -> {
                    LocatedEntity user = user(context);
                    return proposer.find(
                            user,
                            context.view().met(features.history(), user, context.now(), UserFields.MOST),
                            context,
                            limit);
                };
            }
        };
    }

    private final class Trending implements Source {
        @Override
        public String name() {
            return "trending";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () ->
                    features.evidence().popular().trending(market(context), context.now(), limit, context::eligible);
        }
    }

    private final class Popular implements Source {
        @Override
        public String name() {
            return "popular";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> features.evidence().popular().find(market(context), limit, context::eligible);
        }
    }

    /** Where the user is. */
    private static LocatedEntity user(RetrievalContext context) {
        return context.view().entities().users().locate(context.request().user());
    }

    /** Code of the user's market. */
    private static int market(RetrievalContext context) {
        Users users = context.view().entities().users();
        return users.market(users.locate(context.request().user()));
    }
}
