package dev.fairlead.feed;

import dev.fairlead.features.Catalogue;
import dev.fairlead.retrieval.CandidateSource;
import dev.fairlead.retrieval.Found;
import dev.fairlead.retrieval.SourceQuery;
import dev.fairlead.retrieval.Touch;
import dev.fairlead.retrieval.UserFields;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The feed's sources, in the order of their candidates. */
final class SourceKinds {
    /** Items of the history that something is sought for. */
    private static final int SIMILAR_TO = 8;

    private static final int[] NOTHING = {};

    private final FeedFeatures features;
    private final Retrieval retrieval;
    private final FeedConfig config;

    SourceKinds(FeedFeatures features, Retrieval retrieval, FeedConfig config) {
        this.features = features;
        this.retrieval = retrieval;
        this.config = config;
    }

    List<SharedSource> all() {
        return List.of(
                shared(new Recent()),
                shared(new Personal()),
                shared(new Counted("similar", retrieval.together())),
                shared(new Fresh()),
                shared(new NewSeller()),
                shared(new Counted("trending", retrieval.popular().trending())),
                shared(new New()),
                new SharedSource(new Counted("popular", retrieval.popular()), 1),
                new SharedSource(new New(), 1));
    }

    private SharedSource shared(Source source) {
        return new SharedSource(source, config.sourceShare(source.name()));
    }

    /** What the user met lately. */
    private final class Recent implements Source {
        @Override
        public String name() {
            return "recent";
        }

        @Override
        public int[] find(Sight sight, int limit) {
            return IntStream.of(sight.view()
                            .recentItems(features.history(), sight.request().user(), limit))
                    .filter(sight::eligible)
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
        public int[] find(Sight sight, int limit) {
            Optional<Towers> towers = sight.towers();
            return towers.isEmpty()
                    ? NOTHING
                    : towers.get().search(sight.user(), limit, sight::eligible).ids();
        }
    }

    /** Nearest to the user, by their content, among the newest items. */
    private final class Fresh implements Source {
        @Override
        public String name() {
            return "fresh";
        }

        @Override
        public int[] find(Sight sight, int limit) {
            return sight.towers().isEmpty() ? NOTHING : nearest(sight, retrieval.newest(), limit, _ -> true);
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
        public int[] find(Sight sight, int limit) {
            Catalogue catalogue = sight.view().catalogue();
            return nearest(
                    sight, retrieval.newSellers(), limit, item -> sight.now() - catalogue.sellerSince(item) <= age);
        }
    }

    /** What was offered last. */
    private final class New implements Source {
        @Override
        public String name() {
            return "new";
        }

        @Override
        public int[] find(Sight sight, int limit) {
            return retrieval.read(() -> retrieval.newest().find(limit, sight::eligible));
        }
    }

    private int[] nearest(Sight sight, Newest among, int limit, IntPredicate accept) {
        int[] known = retrieval.read(() -> among.all()
                .filter(item -> sight.eligible(item) && accept.test(item))
                .limit(sight.towers().isEmpty() ? limit : Integer.MAX_VALUE)
                .toArray());
        return sight.towers().isEmpty() ? known : sight.towers().get().best(sight.user(), known, limit);
    }

    /** What counts say: popular, trending, or met together with what the user met. */
    private final class Counted implements Source {
        private final String name;
        private final CandidateSource counts;

        Counted(String name, CandidateSource counts) {
            this.name = name;
            this.counts = counts;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int[] find(Sight sight, int limit) {
            Catalogue catalogue = sight.view().catalogue();
            SourceQuery query = new SourceQuery(
                    user(sight),
                    sight.now(),
                    limit,
                    item -> sight.eligible(catalogue.items().find(item)));
            return retrieval.read(() -> counts.find(query)).stream()
                    .map(Found::item)
                    .mapToInt(catalogue.items()::find)
                    .toArray();
        }
    }

    private UserFields user(Sight sight) {
        String user = sight.request().user();
        var users = sight.view().users();
        int id = users.find(user);
        List<Touch> history = sight.view().met(features.history(), user, sight.now(), SIMILAR_TO).stream()
                .map(met -> Towers.touch(sight.view().catalogue(), met))
                .toList();
        return new UserFields(
                user,
                history,
                users.cohort(id),
                users.market(id),
                sight.request().context().device());
    }
}
