package dev.fairlead.retrieval;

import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;

/**
 * Every source and baseline on one log. Settings are chosen on a validation split, which is made of the training events in
 * the way the test split is made of all; then everything is built anew from all training events and measured once.
 */
public final class RetrievalStudy {
    private static final double LEAST = 1e-9;

    /**
     * What came out.
     *
     * @param rows of every policy in the slices {@code all} and {@code new=true}, after the ceiling's
     * @param chosen a line for each choice that was made on the validation split
     */
    public record Result(List<MetricRow> rows, List<String> chosen, SourceMix mix) {}

    private final RetrievalTask validation;
    private final RetrievalTask test;
    private final long seed;
    private final Consumer<String> progress;
    private final List<String> chosen = new ArrayList<>();
    private final Map<String, RetrievalTask.Lists> validated = new LinkedHashMap<>();
    private final Map<String, RetrievalTask.Lists> tested = new LinkedHashMap<>();

    /** @param validation carved out of the training events of {@code test} */
    public RetrievalStudy(RetrievalTask validation, RetrievalTask test, long seed, Consumer<String> progress) {
        this.validation = validation;
        this.test = test;
        this.seed = seed;
        this.progress = progress;
    }

    /** @param replicates of the bootstrap, at least 2 */
    public Result run(int replicates) {
        BiFunction<RetrievalTask, Double, CandidateSource> popular =
                (task, halfLife) -> task.replay(RetrievalGrid.popular(halfLife));
        double halfLife = choose("popular", RetrievalGrid.HALF_LIVES, popular, RetrievalTask::recall);
        CandidateSource[] fill = {popular.apply(validation, halfLife), popular.apply(test, halfLife)};
        baseline("item-cosine", RetrievalGrid.COSINES, (task, c) -> new ItemCosine(task.data(), c), fill);
        ImplicitAls.Config als = best(
                        "als",
                        RetrievalGrid.factorizations(seed),
                        (task, c) -> new ImplicitAls(task.data(), c),
                        RetrievalTask::recall)
                .setting;
        baseline("als", RetrievalGrid.factors(als), (task, c) -> new ImplicitAls(task.data(), c), fill);
        baseline("recent", List.of("then popular"), (_, _) -> new RecentItems(), fill);
        Map<String, RetrievalTask.Lists> parts = new LinkedHashMap<>();
        choose("own", RetrievalGrid.OWN, (task, c) -> task.replay(new OwnItems(c)), RetrievalTask::recallOfKnown);
        choose(
                "trending",
                RetrievalGrid.TRENDS,
                (task, c) -> task.replay(c.popular()).trending(),
                RetrievalTask::recall);
        choose(
                "together",
                RetrievalGrid.TOGETHER,
                (task, c) -> task.replay(new CoOccurrence(c)),
                RetrievalTask::recall);
        choose(
                "category",
                RetrievalGrid.CATEGORIES,
                (task, c) -> task.replay(new PopularInCategory(c)),
                RetrievalTask::recall);
        towers();
        for (String part : List.of("own", "towers", "category", "together", "content", "popular", "trending")) {
            parts.put(part, validated.getOrDefault(part, new RetrievalTask.Lists(List.of(), List.of())));
        }
        progress.accept("mix: choosing weights");
        SourceMix mix = MixChoice.best(validation, parts);
        mix.shares()
                .forEach(share -> chosen.add(String.format(
                        Locale.ROOT,
                        "mix: %s weight %.3f offset %.0f",
                        share.source(),
                        share.weight(),
                        share.offset())));
        tested.put("mix", test.mixed(mix, tested));
        List<MetricRow> rows = new ArrayList<>(test.ceiling());
        tested.forEach((policy, lists) -> rows.addAll(test.rows(policy, lists, replicates, seed)));
        return new Result(rows, List.copyOf(chosen), mix);
    }

    private <T> void baseline(
            String policy,
            List<T> settings,
            BiFunction<RetrievalTask, T, CandidateSource> build,
            CandidateSource[] fill) {
        choose(
                policy,
                settings,
                (task, setting) ->
                        new BackfilledSource(policy, build.apply(task, setting), task == test ? fill[1] : fill[0]),
                RetrievalTask::recall);
    }

    /** Asks the best setting's source for both splits. */
    private <T> T choose(
            String policy,
            List<T> settings,
            BiFunction<RetrievalTask, T, CandidateSource> build,
            ToDoubleBiFunction<RetrievalTask, CandidateSource> measure) {
        Best<T> best = best(policy, settings, build, measure);
        chosen.add(policy + ": " + best.setting);
        answer(policy, best.source, build.apply(test, best.setting));
        return best.setting;
    }

    private record Best<T>(T setting, CandidateSource source, double measure) {}

    /** The setting that is best on the validation split; of equal ones the first. */
    private <T> Best<T> best(
            String policy,
            List<T> settings,
            BiFunction<RetrievalTask, T, CandidateSource> build,
            ToDoubleBiFunction<RetrievalTask, CandidateSource> measure) {
        progress.accept(policy + ": " + settings.size() + (settings.size() == 1 ? " setting" : " settings"));
        return settings.stream()
                .map(setting -> {
                    CandidateSource source = build.apply(validation, setting);
                    return new Best<>(setting, source, measure.applyAsDouble(validation, source));
                })
                .reduce((best, next) -> next.measure > best.measure + LEAST ? next : best)
                .orElseThrow();
    }

    private void answer(String policy, CandidateSource onValidation, CandidateSource onTest) {
        validated.put(policy, validation.ask(onValidation));
        tested.put(policy, test.ask(onTest));
    }

    /** Trains every setting until it gets no better, then the best one anew, for as many passes, on all training events. */
    private void towers() {
        TowerConfig best = RetrievalGrid.towers(seed).getFirst();
        TowerModel model = null;
        double most = Double.NEGATIVE_INFINITY;
        for (TowerConfig config : RetrievalGrid.towers(seed)) {
            double[] top = {Double.NEGATIVE_INFINITY};
            int[] passes = {1};
            TowerModel trained = new TowerTrainer(config)
                    .train(
                            validation.data(),
                            candidate -> validation.recall(TowerSource.towers(candidate, validation.items())),
                            step -> {
                                progress.accept(String.format(
                                        Locale.ROOT,
                                        "towers: pass %d, loss %.4f, validation recall@100 %.4f",
                                        step.epoch(),
                                        step.loss(),
                                        step.measure()));
                                if (step.measure() > top[0]) {
                                    top[0] = step.measure();
                                    passes[0] = step.epoch();
                                }
                            });
            if (model == null || top[0] > most + LEAST) {
                most = top[0];
                best = config.withEpochs(passes[0]);
                model = trained;
            }
        }
        chosen.add("towers: " + best);
        progress.accept("towers: training on all training events");
        TowerModel all = new TowerTrainer(best).train(test.data(), _ -> {});
        TowerModel validated = Objects.requireNonNull(model);
        answer("towers", TowerSource.towers(validated, validation.items()), TowerSource.towers(all, test.items()));
        answer("content", TowerSource.content(validated, validation.items()), TowerSource.content(all, test.items()));
    }
}
