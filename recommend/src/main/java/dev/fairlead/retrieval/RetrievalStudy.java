package dev.fairlead.retrieval;

import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

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
    private final StudyProgress progress;
    private final List<String> chosen = new ArrayList<>();
    private final Map<String, RetrievalTask.Lists> validated = new LinkedHashMap<>();
    private final Map<String, RetrievalTask.Lists> tested = new LinkedHashMap<>();

    /** @param validation carved out of the training events of {@code test} */
    public RetrievalStudy(RetrievalTask validation, RetrievalTask test, long seed, Consumer<String> progress) {
        this.validation = validation;
        this.test = test;
        this.seed = seed;
        this.progress = new StudyProgress(progress, System::nanoTime);
    }

    /** @param replicates of the bootstrap, at least 2 */
    public Result run(int replicates) {
        BiFunction<RetrievalTask, Double, CandidateSource> popular =
                (task, halfLife) -> task.replay(RetrievalGrid.popular(halfLife));
        double halfLife = choose("popular", RetrievalGrid.HALF_LIVES, popular, RetrievalTask::recall);
        CandidateSource[] fill = {popular.apply(validation, halfLife), popular.apply(test, halfLife)};
        baselines(fill);
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
            parts.put(part, validated.getOrDefault(part, RetrievalTask.Lists.NONE));
        }
        progress.say("mix: choosing weights");
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

    private void baselines(CandidateSource[] fill) {
        Map<RetrievalTask, ItemCosine> counted = new IdentityHashMap<>();
        BiFunction<RetrievalTask, ItemCosine.Config, CandidateSource> cosine = (task, c) -> {
            ItemCosine last = counted.remove(task);
            ItemCosine next = last == null ? new ItemCosine(task.data(), c) : last.with(c);
            counted.put(task, next);
            return next;
        };
        ItemCosine.Config nearest = baseline("item-cosine", RetrievalGrid.COSINES, _ -> List.of(), cosine, fill);
        baseline(
                "item-cosine-recent",
                RetrievalGrid.RECENT.stream().map(nearest::withHalfLife).toList(),
                _ -> List.of(),
                cosine,
                fill);
        counted.clear();
        BiFunction<RetrievalTask, ImplicitAls.Config, CandidateSource> als =
                (task, c) -> new ImplicitAls(task.data(), c);
        ImplicitAls.Config trust =
                best("als", RetrievalGrid.factorizations(seed), RetrievalGrid::beside, als, RetrievalTask::recall);
        ImplicitAls.Config factors = baseline("als", RetrievalGrid.factors(trust), RetrievalGrid::more, als, fill);
        if (factors.factors() == RetrievalGrid.MOST_FACTORS) {
            chosen.add("als: as many factors as are tried, more may be better");
        }
        ImplicitAls.Config recent = best(
                "als-recent",
                RetrievalGrid.RECENT.stream().map(trust::withHalfLife).toList(),
                _ -> List.of(),
                als,
                RetrievalTask::recall);
        baseline("als-recent", List.of(recent.withFactors(factors.factors())), _ -> List.of(), als, fill);
        baseline("recent", List.of("then popular"), _ -> List.of(), (_, _) -> new RecentItems(), fill);
    }

    private <T> T baseline(
            String policy,
            List<T> settings,
            Function<T, List<T>> beside,
            BiFunction<RetrievalTask, T, CandidateSource> build,
            CandidateSource[] fill) {
        return choose(
                policy,
                settings,
                beside,
                (task, setting) ->
                        new BackfilledSource(policy, build.apply(task, setting), task == test ? fill[1] : fill[0]),
                RetrievalTask::recall);
    }

    /** What a source is worth on the validation split. */
    private interface Measure {
        double of(RetrievalTask task, CandidateSource source, RetrievalTask.Asked told);
    }

    private <T> T choose(
            String policy, List<T> settings, BiFunction<RetrievalTask, T, CandidateSource> build, Measure measure) {
        return choose(policy, settings, _ -> List.of(), build, measure);
    }

    /** Asks the best setting's source for both splits. It is built anew for that: two of them need not be held at a time. */
    private <T> T choose(
            String policy,
            List<T> settings,
            Function<T, List<T>> beside,
            BiFunction<RetrievalTask, T, CandidateSource> build,
            Measure measure) {
        T best = best(policy, settings, beside, build, measure);
        chosen.add(policy + ": " + best);
        validated.put(policy, ask(policy + " for the mix", validation, build.apply(validation, best)));
        tested.put(policy, ask(policy + " on the test split", test, build.apply(test, best)));
        return best;
    }

    /**
     * The setting that is best on the validation split; of equal ones the first. As long as a setting beside the best one has not been tried, it
     * is.
     */
    private <T> T best(
            String policy,
            List<T> settings,
            Function<T, List<T>> beside,
            BiFunction<RetrievalTask, T, CandidateSource> build,
            Measure measure) {
        if (settings.size() == 1 && beside.apply(settings.getFirst()).isEmpty()) {
            return settings.getFirst();
        }
        Set<T> tried = new LinkedHashSet<>();
        List<T> next = settings;
        T best = settings.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        while (!next.isEmpty()) {
            progress.begin(policy, next.size());
            for (int s = 0; s < next.size(); s++) {
                progress.part(s);
                double value = measure.of(validation, build.apply(validation, next.get(s)), progress::asked);
                if (tried.isEmpty() || value > most + LEAST) {
                    best = next.get(s);
                    most = value;
                }
                tried.add(next.get(s));
            }
            next = beside.apply(best).stream()
                    .filter(setting -> !tried.contains(setting))
                    .toList();
        }
        return best;
    }

    private RetrievalTask.Lists ask(String what, RetrievalTask task, CandidateSource source) {
        progress.begin(what, 1);
        return task.ask(source, progress::asked);
    }

    private void answer(String policy, CandidateSource onValidation, CandidateSource onTest) {
        validated.put(policy, ask(policy + " for the mix", validation, onValidation));
        tested.put(policy, ask(policy + " on the test split", test, onTest));
    }

    /** Trains every setting until it gets no better, then the best one anew, for as many passes, on all training events. */
    private void towers() {
        List<TowerConfig> grid = RetrievalGrid.towers(seed, validation.data().examples());
        TowerConfig best = grid.getFirst();
        TowerModel model = null;
        double most = Double.NEGATIVE_INFINITY;
        for (TowerConfig config : grid) {
            double[] top = {Double.NEGATIVE_INFINITY};
            int[] passes = {1};
            TowerModel trained = new TowerTrainer(config)
                    .train(
                            validation.data(),
                            candidate -> validation.recall(
                                    TowerSource.towers(candidate, validation.items()), RetrievalTask.Asked.QUIET),
                            step -> {
                                progress.say(String.format(
                                        Locale.ROOT,
                                        "towers: pass %d of at most %d, loss %.4f, validation recall@100 %.4f",
                                        step.epoch(),
                                        config.epochs(),
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
        progress.say("towers: training on all training events");
        TowerModel all = new TowerTrainer(best).train(test.data(), _ -> {});
        TowerModel validated = Objects.requireNonNull(model);
        answer("towers", TowerSource.towers(validated, validation.items()), TowerSource.towers(all, test.items()));
        answer("content", TowerSource.content(validated, validation.items()), TowerSource.content(all, test.items()));
    }
}
