package dev.fairlead.retrieval;

import dev.fairlead.retrieval.TowerData.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The data with every field as the row of its embedding.
 *
 * @param examples numbers of the examples that are trained on
 * @param candidates dense numbers of the items with an example: what negatives are drawn from
 * @param counts by dense item: its examples
 */
record TowerInputs(
        TowerData data,
        Vocabulary vocabulary,
        Terms[] asCandidate,
        Terms[] inHistory,
        int[] examples,
        int[] candidates,
        int[] counts) {

    /** The sum of embeddings that an item's fields stand for; the id's, if it has one, is first. */
    record Terms(int[] rows, float[] weights, boolean id) {}

    /** @throws IllegalArgumentException if there is no example */
    static TowerInputs of(TowerData data, TowerConfig config) {
        int[] examples = IntStream.range(0, data.examples())
                .filter(i -> config.repeats()
                        || !data.touched(
                                data.example(i),
                                data.example(i).item(),
                                config.shape().history()))
                .toArray();
        if (examples.length == 0) {
            throw new IllegalArgumentException(
                    "towers: the log holds no click, interaction, add to cart or purchase to learn from");
        }
        int[] counts = new int[data.items()];
        for (int example : examples) {
            counts[data.example(example).item()]++;
        }
        Vocabulary vocabulary = vocabulary(data, config, examples, counts);
        Terms[] asCandidate = new Terms[data.fieldsCount()];
        Terms[] inHistory = new Terms[data.fieldsCount()];
        FieldKeys keys = new FieldKeys();
        for (int f = 0; f < asCandidate.length; f++) {
            keys.of(data.fields(f));
            asCandidate[f] = terms(keys, vocabulary, false);
            inHistory[f] = config.shape().ownHistoryRows() ? terms(keys, vocabulary, true) : asCandidate[f];
        }
        int[] candidates =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        return new TowerInputs(data, vocabulary, asCandidate, inHistory, examples, candidates, counts);
    }

    private static Terms terms(FieldKeys keys, Vocabulary vocabulary, boolean inHistory) {
        int[] rows = new int[keys.size()];
        float[] weights = new float[keys.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = vocabulary.row(inHistory ? FieldKeys.inHistory(keys.key(i)) : keys.key(i));
            weights[i] = keys.weight(i);
        }
        return new Terms(rows, weights, keys.hasId());
    }

    /** Fields with enough examples, in order of first sight; of ids only the most frequent. */
    private static Vocabulary vocabulary(TowerData data, TowerConfig config, int[] examples, int[] counts) {
        Map<Long, Integer> ids = new LinkedHashMap<>();
        Map<Long, Integer> content = new LinkedHashMap<>();
        Map<Long, Integer> users = new LinkedHashMap<>();
        Map<Long, Integer> context = new LinkedHashMap<>();
        FieldKeys keys = new FieldKeys();
        for (int index : examples) {
            Example example = data.example(index);
            keys.of(data.fields(example.fields()));
            for (int i = 0; i < keys.size(); i++) {
                (i == 0 && keys.hasId() ? ids : content).merge(keys.key(i), 1, Integer::sum);
            }
            if (config.shape().userIds()) {
                users.merge(FieldKeys.user(data.userName(example.user())), 1, Integer::sum);
            }
            if (example.cohort() != 0) {
                context.merge(FieldKeys.cohort(example.cohort()), 1, Integer::sum);
            }
            if (example.market() != 0) {
                context.merge(FieldKeys.market(example.market()), 1, Integer::sum);
            }
            if (!example.device().isEmpty()) {
                context.merge(FieldKeys.device(example.device()), 1, Integer::sum);
            }
        }
        List<Long> kept = new ArrayList<>();
        for (Map<Long, Integer> items : List.of(ids, content)) {
            for (long key : frequent(items, config.minCount(), items == ids ? config.maxIds() : Integer.MAX_VALUE)) {
                kept.add(key);
                if (config.shape().ownHistoryRows()) {
                    kept.add(FieldKeys.inHistory(key));
                }
            }
        }
        kept.addAll(frequent(users, config.minCount(), config.maxIds()));
        kept.addAll(frequent(context, config.minCount(), Integer.MAX_VALUE));
        return new Vocabulary(kept.stream().mapToLong(Long::longValue).toArray());
    }

    /** Keys with enough examples; if there are too many, those with the most, of equal ones the first. */
    private static List<Long> frequent(Map<Long, Integer> counts, int least, int most) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Comparator.comparing((Map.Entry<Long, Integer> entry) -> -entry.getValue()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
