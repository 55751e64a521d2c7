package dev.fairlead.feed;

import dev.fairlead.learn.GbdtParameters;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.numbers.NumberDocs;
import dev.fairlead.numbers.NumberSchema;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import dev.fairlead.policy.PolicyConfig;
import dev.fairlead.ranking.LabelWindows;
import dev.fairlead.ranking.Objective;
import dev.fairlead.retrieval.EaseTrainer;
import dev.fairlead.retrieval.TowerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The feed's numbers as the feed reads them. An unknown key or a value out of range stops the start. {@code feed.properties} beside this
 * class holds every key with its default, written by {@link #file}.
 */
public final class FeedConfig {
    /** What can be changed. */
    public static final NumberSchema SCHEMA = new NumberSchema(
            parameters(),
            List.of(
                    LearningNumbers::check,
                    SourceNumbers::check,
                    numbers -> PolicyNumbers.of(numbers),
                    numbers -> RuleNumbers.kinds(numbers),
                    numbers -> TowerNumbers.of(numbers)));

    private static final String TITLE =
            "The feed's numbers. Copy what you change into a file of your own and pass it with --config.";

    private final Numbers numbers;
    private final PolicyConfig policy;
    private final InteractionKinds kinds;
    private final Eligibility.Undescribed undescribed;
    private final Duration boughtFor;
    private final Duration dislikeHalfLife;
    private final double coldClicks;
    private final double newItemDays;
    private final double newItemTrials;

    private FeedConfig(Numbers numbers) {
        this.numbers = numbers;
        this.policy = PolicyNumbers.of(numbers);
        this.kinds = RuleNumbers.kinds(numbers);
        this.undescribed = numbers.get(RuleNumbers.UNDESCRIBED);
        this.boughtFor = numbers.get(RuleNumbers.BOUGHT);
        this.dislikeHalfLife = numbers.get(RuleNumbers.DISLIKE_HALF_LIFE);
        this.coldClicks = numbers.get(PolicyNumbers.COLD_CLICKS);
        this.newItemDays = numbers.get(PolicyNumbers.NEW_DAYS);
        this.newItemTrials = numbers.get(PolicyNumbers.NEW_TRIALS);
    }

    private static List<Parameter<?>> parameters() {
        List<Parameter<?>> all = new ArrayList<>(LearningNumbers.ALL);
        all.addAll(TreeNumbers.RANKER.all());
        all.addAll(TreeNumbers.CLASSIFIER.all());
        all.addAll(SourceNumbers.ALL);
        all.addAll(StateNumbers.ALL);
        all.addAll(TowerNumbers.ALL);
        all.addAll(SimilarityNumbers.ALL);
        all.addAll(RuleNumbers.ALL);
        all.addAll(PolicyNumbers.ALL);
        return all;
    }

    /** What a probability predicts. */
    public enum Outcome {
        PURCHASE,
        CLICK
    }

    /** How positions are made comparable in training. */
    public enum Positions {
        NONE,
        RANDOMIZED,
        REGRESSION_EM
    }

    /** These numbers. @throws IllegalArgumentException if they are another app's */
    public static FeedConfig of(Numbers numbers) {
        return new FeedConfig(numbers);
    }

    /** The built-in numbers. */
    public static FeedConfig defaults() {
        return new FeedConfig(SCHEMA.defaults());
    }

    /** The built-in numbers for click-out logs without margins, such as hotel search. */
    public static FeedConfig clickOut() {
        return defaults().changedBy("click-out.properties");
    }

    /** The built-in numbers, changed by a file. @throws IllegalArgumentException if a key or value is wrong */
    public static FeedConfig read(Path file) {
        return new FeedConfig(SCHEMA.defaults().withFile(file));
    }

    /** A configuration as {@link #text} wrote it. */
    public static FeedConfig parse(String text) {
        return new FeedConfig(SCHEMA.defaults().withText(text));
    }

    /** Every key with its default and what it is: the content of {@code feed.properties}. */
    static String file() {
        return NumberDocs.file(SCHEMA, TITLE);
    }

    private FeedConfig changedBy(String resource) {
        try (InputStream in = FeedConfig.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError(resource + " is not on the class path");
            }
            return new FeedConfig(numbers.withText(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Numbers numbers() {
        return numbers;
    }

    /** Every key with its value, sorted, a line each. */
    public String text() {
        return numbers.text();
    }

    /** The text of one number. @throws IllegalArgumentException if there is no such key */
    public String value(String key) {
        return numbers.value(key);
    }

    /** These numbers with one changed. @throws IllegalArgumentException if the key or the value is wrong */
    public FeedConfig with(String key, String value) {
        return new FeedConfig(numbers.with(key, value));
    }

    /** These numbers without any rule but the order and what is available, and without exploration. */
    public FeedConfig bare() {
        return changedBy("bare.properties");
    }

    public Objective objective() {
        return numbers.get(LearningNumbers.OBJECTIVE);
    }

    public Outcome outcome() {
        return numbers.get(LearningNumbers.OUTCOME);
    }

    /** How many next interactions a list of a log without impressions should have had. */
    int interactionHorizon() {
        return Math.toIntExact(numbers.get(LearningNumbers.HORIZON));
    }

    /** Most lists that are made of a log without impressions. */
    int interactionLists() {
        return Math.toIntExact(numbers.get(LearningNumbers.LISTS));
    }

    public LabelWindows labels() {
        return LearningNumbers.labels(numbers);
    }

    /** Share of the user actions, by time, that are the validation span: right before the test span. */
    public double validationShare() {
        return numbers.get(LearningNumbers.VALIDATION);
    }

    /** Share of the user actions, by time, that are the test span: the last ones. */
    public double testShare() {
        return numbers.get(LearningNumbers.TEST);
    }

    public double negativesPerPositive() {
        return numbers.get(LearningNumbers.NEGATIVES);
    }

    public long seed() {
        return numbers.get(LearningNumbers.SEED);
    }

    /** Whether the final model is fitted again on training and validation span together. */
    public boolean refit() {
        return numbers.get(LearningNumbers.REFIT);
    }

    /** @param categorical columns whose values are codes without order */
    public GbdtParameters ranker(List<Integer> categorical) {
        return TreeNumbers.RANKER.of(numbers, categorical);
    }

    /** @param categorical columns whose values are codes without order */
    public GbdtParameters classifier(List<Integer> categorical) {
        return TreeNumbers.CLASSIFIER.of(numbers, categorical);
    }

    Positions positions() {
        return numbers.get(LearningNumbers.POSITIONS);
    }

    /** Most that an outcome weighs for its position. */
    double positionClip() {
        return numbers.get(LearningNumbers.POSITION_CLIP);
    }

    Heuristic.Weights heuristic() {
        return SourceNumbers.heuristic(numbers);
    }

    /** Most candidates that the feed's own sources propose for one request. */
    public int candidates() {
        return numbers.integer(SourceNumbers.CANDIDATES);
    }

    /** Share of the candidates that a source gives at most; what is popular fills what the others leave. */
    double sourceShare(String source) {
        return SourceNumbers.shareOf(numbers, source);
    }

    /** How long a request waits for all its sources. */
    Duration sourcesDeadline() {
        return numbers.get(SourceNumbers.SOURCES_DEADLINE);
    }

    /** How long a request waits for the feature state. */
    Duration stateDeadline() {
        return numbers.get(SourceNumbers.STATE_DEADLINE);
    }

    /** How long a user is idle before leaving the heap; 0 for ever. */
    Duration idleUsers() {
        return numbers.get(StateNumbers.IDLE_USERS);
    }

    /** What interactions say, by their kind. */
    public InteractionKinds interactionKinds() {
        return kinds;
    }

    /** Whether items that are not described are shown. */
    Eligibility.Undescribed undescribed() {
        return undescribed;
    }

    /** How long what the user bought is not proposed again; 0 for no such rule. */
    Duration boughtFor() {
        return boughtFor;
    }

    /** Time after which a dislike lowers an item half as much. */
    Duration dislikeHalfLife() {
        return dislikeHalfLife;
    }

    /** The numbers of the rules. */
    PolicyConfig policy() {
        return policy;
    }

    /** How long a seller is new. */
    Duration newSellerAge() {
        return numbers.get(PolicyNumbers.NEW_AGE);
    }

    /** A user with fewer clicks in 28 days is cold. */
    double coldClicks() {
        return coldClicks;
    }

    /** An item is new for at most so many days. */
    double newItemDays() {
        return newItemDays;
    }

    /** An item that was shown so often in seven days is not new any more. */
    double newItemTrials() {
        return newItemTrials;
    }

    /** Whether candidates are found by towers, too. */
    boolean towers() {
        return numbers.get(TowerNumbers.ON);
    }

    /** Shape and training of the towers. */
    public TowerConfig towerConfig() {
        return TowerNumbers.of(numbers);
    }

    /** Whether weights between items are learnt. */
    public boolean learnsSimilarity() {
        return SimilarityNumbers.on(numbers);
    }

    /** How they are. */
    public EaseTrainer.Config similarity() {
        return SimilarityNumbers.of(numbers);
    }
}
