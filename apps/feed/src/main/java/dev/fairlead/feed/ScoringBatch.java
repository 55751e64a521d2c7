package dev.fairlead.feed;

import dev.fairlead.decide.Served;
import dev.fairlead.log.Position;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.market.features.Market;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.state.FeatureView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What one consistent read of the state gives. Arrays are parallel to the query's items.
 *
 * @param sources which proposed each candidate
 * @param outages sources that the request went without
 * @param ruled what the request is decided with
 * @param hidden whether the user hid each
 * @param lowered how far down the user's own dislike puts each, 0 to 1
 * @param vectors row-major, {@code dimensions} floats a candidate, zeros for one that the catalogue does not describe; empty
 *     without towers, or where no rule reads them
 */
record ScoringBatch(
        FeatureQuery query,
        List<String> sources,
        List<String> outages,
        double[] prices,
        double[] margins,
        int[] sellers,
        int[] categories,
        boolean[] newSeller,
        boolean[] hidden,
        double[] lowered,
        float[] vectors,
        int dimensions,
        float[] rows,
        Position asOf,
        Ruled ruled) {

    /**
     * What may be shown of what was found. Lists are parallel.
     *
     * @param eligibility the request's hard rules
     * @param query what features are read for
     * @param ids dense ids of the items; negative for one that the catalogue does not know
     */
    record Available(Eligibility eligibility, List<Candidate> candidates, int[] ids, FeatureQuery query) {}

    /**
     * Everything that is available, each item once, the first mention counting.
     *
     * @param similarity what the release has learnt of items
     */
    static Available available(
            Eligibility eligibility,
            ListQuery request,
            long now,
            Sources.Found found,
            Optional<ItemSimilarity> similarity) {
        List<Candidate> kept = new ArrayList<>();
        IntStream.Builder known = IntStream.builder();
        Set<Integer> seen = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        for (int i = 0; i < found.ids().length; i++) {
            int id = found.ids()[i];
            Candidate candidate = found.candidates().get(i);
            if (eligibility.takes(id, candidate.item()) && (id < 0 ? unknown.add(candidate.item()) : seen.add(id))) {
                kept.add(candidate);
                known.add(id);
            }
        }
        int[] ids = known.build().toArray();
        double[] given = kept.stream().mapToDouble(Candidate::price).toArray();
        FeatureQuery query = new FeatureQuery(
                request.user(),
                request.session(),
                request.context(),
                now,
                kept.stream().map(Candidate::item).toList(),
                Arrays.stream(given).allMatch(Double::isNaN) ? new double[0] : given);
        return new Available(eligibility, kept, ids, query.with(ids).with(similarity));
    }

    /**
     * Reads the rest.
     *
     * @param rows of the query's features
     * @param items vectors for the rules; empty where no rule reads them
     */
    static ScoringBatch of(
            FeatureView<FeatureQuery, Market> view,
            Available available,
            float[] rows,
            List<String> outages,
            Optional<ItemVectors> items,
            Ruled ruled) {
        Catalogue catalogue = view.entities().catalogue();
        int[] ids = available.ids();
        double[] prices = new double[ids.length];
        boolean[] newSeller = new boolean[ids.length];
        boolean[] hidden = new boolean[ids.length];
        double[] lowered = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            double given = available.candidates().get(i).price();
            prices[i] = Double.isNaN(given) ? catalogue.price(ids[i]) : given;
            hidden[i] = available.eligibility().hidden(ids[i]);
            lowered[i] = available.eligibility().lowered(ids[i]);
            long since = catalogue.sellerSince(ids[i]);
            newSeller[i] = since != 0
                    && available.query().at() - since <= ruled.rules().newSellerAge();
        }
        int dimensions = items.map(ItemVectors::dimensions).orElse(0);
        float[] vectors = new float[ids.length * dimensions];
        items.ifPresent(of -> {
            for (int i = 0; i < ids.length; i++) {
                if (catalogue.listed(ids[i])) {
                    of.copy(ids[i], vectors, i * dimensions);
                }
            }
        });
        return new ScoringBatch(
                available.query(),
                available.candidates().stream().map(Candidate::source).toList(),
                outages,
                prices,
                IntStream.of(ids).mapToDouble(catalogue::margin).toArray(),
                IntStream.of(ids).map(catalogue::sellerId).toArray(),
                IntStream.of(ids).map(catalogue::categoryId).toArray(),
                newSeller,
                hidden,
                lowered,
                vectors,
                dimensions,
                rows,
                view.asOf(),
                ruled);
    }

    Served served() {
        return ruled.served();
    }

    FeedRules rules() {
        return ruled.rules();
    }

    int size() {
        return prices.length;
    }
}
