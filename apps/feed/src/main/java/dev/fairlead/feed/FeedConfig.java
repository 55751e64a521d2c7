package dev.fairlead.feed;

import dev.fairlead.events.Suggestion;
import dev.fairlead.policy.PolicyConfig;
import dev.fairlead.learn.Boosting;
import dev.fairlead.ranking.LabelWindows;
import dev.fairlead.ranking.Objective;
import dev.fairlead.retrieval.TowerConfig;
import dev.fairlead.retrieval.TowerShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The feed's numbers. Every key has a default in {@code feed.properties} beside this class; a file of one's own changes
 * some of them. An unknown key or a value out of range stops the start.
 */
public final class FeedConfig {
    private final TreeMap<String, String> values;

    private FeedConfig(TreeMap<String, String> values) {
        this.values = values;
        validate();
    }

    /** What a probability predicts. */
    public enum Outcome {
        PURCHASE,
        CLICK
    }

    /** The built-in numbers. */
    public static FeedConfig defaults() {
        return new FeedConfig(resource("feed.properties"));
    }

    /** The built-in numbers for click-out logs without margins, such as hotel search. */
    public static FeedConfig clickOut() {
        return defaults().with(resource("click-out.properties"));
    }

    /** The built-in numbers, changed by a file. @throws IllegalArgumentException if a key or value is wrong */
    public static FeedConfig read(Path file) {
        try (Reader in = Files.newBufferedReader(file)) {
            return defaults().with(load(in));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no configuration file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the configuration " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** A configuration as {@link #text} wrote it. */
    public static FeedConfig parse(String text) {
        try {
            return defaults().with(load(new StringReader(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every key with its value, sorted, a line each. */
    public String text() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The text of one number. @throws IllegalArgumentException if there is no such key */
    public String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "unknown configuration key '" + key + "'" + Suggestion.of(key, values.keySet()));
        }
        return value;
    }

    /** These numbers with one changed. @throws IllegalArgumentException if the key or the value is wrong */
    public FeedConfig with(String key, String value) {
        return with(new TreeMap<>(Map.of(key, value)));
    }

    private FeedConfig with(TreeMap<String, String> changes) {
        Set<String> unknown = new TreeSet<>(changes.keySet());
        unknown.removeAll(values.keySet());
        for (String key : unknown) {
            throw new IllegalArgumentException(
                    "unknown configuration key '" + key + "'" + Suggestion.of(key, values.keySet()));
        }
        TreeMap<String, String> merged = new TreeMap<>(values);
        merged.putAll(changes);
        return new FeedConfig(merged);
    }

    private static TreeMap<String, String> resource(String name) {
        try (InputStream in = FeedConfig.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is not on the class path");
            }
            return load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TreeMap<String, String> load(Reader in) throws IOException {
        Properties properties = new Properties();
        properties.load(in);
        TreeMap<String, String> map = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(k -> map.put(k, properties.getProperty(k).strip()));
        return map;
    }

    private void validate() {
        objective();
        outcome();
        labels();
        seed();
        refit();
        positions();
        positionClip();
        ranker(List.of());
        classifier(List.of());
        heuristic();
        candidates();
        sourcesDeadline();
        stateDeadline();
        Set<String> names = Set.of("recent", "personal", "similar", "fresh", "new-seller", "trending", "new");
        double shares = names.stream().mapToDouble(this::sourceShare).sum();
        if (shares > 1) {
            throw new IllegalArgumentException("the shares of the sources, sources.*.share, come to " + shares
                    + "; they must leave something of 1 for what is popular");
        }
        policy();
        coldClicks();
        newItemDays();
        newItemTrials();
        towers();
        towerConfig();
        if (validationShare() + testShare() >= 1) {
            throw new IllegalArgumentException("split.validation.share and split.test.share leave nothing to train on: "
                    + validationShare() + " + " + testShare());
        }
        negativesPerPositive();
    }

    public Objective objective() {
        return choice("objective", Objective.class);
    }

    public Outcome outcome() {
        return choice("labels.outcome", Outcome.class);
    }

    public LabelWindows labels() {
        return new LabelWindows(
                hours("labels.click.hours"), hours("labels.cart.hours"), hours("labels.purchase.hours"));
    }

    private Duration hours(String key) {
        return Duration.ofMillis(Math.round(3_600_000 * number(key, 0.01, 24 * 365)));
    }

    /** Share of the user actions, by time, that are the validation span: right before the test span. */
    public double validationShare() {
        return number("split.validation.share", 0.01, 0.9);
    }

    /** Share of the user actions, by time, that are the test span: the last ones. */
    public double testShare() {
        return number("split.test.share", 0.01, 0.9);
    }

    public double negativesPerPositive() {
        return number("training.negatives.per.positive", 0.1, 1e6);
    }

    public long seed() {
        return whole("training.seed", 0, 1_000_000_000_000_000L);
    }

    /** Whether the final model is grown again on training and validation span together. */
    public boolean refit() {
        return flag("training.refit");
    }

    public Boosting ranker(List<Integer> categorical) {
        return boosting(Boosting.Objective.LAMBDARANK, "ranker", categorical);
    }

    public Boosting classifier(List<Integer> categorical) {
        return boosting(Boosting.Objective.LOGISTIC, "classifier", categorical);
    }

    private Boosting boosting(Boosting.Objective objective, String prefix, List<Integer> categorical) {
        return new Boosting(
                objective,
                (int) whole(prefix + ".trees", 1, 10_000),
                (int) whole(prefix + ".patience", 1, 10_000),
                (int) whole(prefix + ".leaves", 2, 4_096),
                number(prefix + ".learning.rate", 1e-4, 1),
                (int) whole(prefix + ".min.leaf.rows", 1, 1_000_000),
                number(prefix + ".feature.fraction", 0.01, 1),
                number(prefix + ".row.fraction", 0.01, 1),
                number(prefix + ".lambda", 0, 1e6),
                flag(prefix + ".extra.trees"),
                categorical,
                seed());
    }

    /** How positions are made comparable in training. */
    public enum Positions {
        NONE,
        RANDOMIZED,
        REGRESSION_EM
    }

    Positions positions() {
        return choice("training.position.bias", Positions.class);
    }

    /** Most that an outcome weighs for its position. */
    double positionClip() {
        return number("training.position.clip", 1, 1_000);
    }

    Heuristic.Weights heuristic() {
        return new Heuristic.Weights(
                number("heuristic.recency.half.life.days", 0.1, 3_650), number("heuristic.price.weight", 0, 100));
    }

    /** Most candidates that the feed's own sources propose for one request. */
    public int candidates() {
        return (int) whole("candidates", 1, 10_000);
    }

    /** Share of the candidates that a source gives at most; what is popular fills what the others leave. */
    double sourceShare(String source) {
        return number("sources." + source + ".share", 0, 1);
    }

    /** How long a request waits for all its sources. */
    Duration sourcesDeadline() {
        return Duration.ofMillis(whole("sources.deadline.ms", 1, 60_000));
    }

    /** How long a request waits for the feature state. */
    Duration stateDeadline() {
        return Duration.ofMillis(whole("state.deadline.ms", 1, 60_000));
    }

    /** The numbers of the rules. */
    PolicyConfig policy() {
        return new PolicyConfig(
                number("policy.repeats", 0, 1e9),
                new PolicyConfig.Weights(
                        number("policy.weight.gmv", 0, 1_000),
                        number("policy.weight.conversion", 0, 1_000),
                        number("policy.weight.satisfaction", 0, 1_000),
                        number("policy.weight.fairness", 0, 1_000)),
                new PolicyConfig.Caps(
                        (int) whole("policy.cap.seller", 1, 1_000), (int) whole("policy.cap.category", 1, 1_000)),
                new PolicyConfig.Diversity(
                        choice("policy.diversity", PolicyConfig.Method.class),
                        choice("policy.diversity.alike", PolicyConfig.Alike.class),
                        number("policy.diversity.weight", 0, 0.99),
                        (int) whole("policy.diversity.among", 1, 10_000)),
                pins(),
                new PolicyConfig.Exposure(
                        number("policy.new.seller.share", 0, 0.9),
                        number("policy.new.seller.ceiling", 0, 1),
                        (int) whole("policy.new.seller.slates", 1, 1_000_000),
                        number("policy.new.seller.most", 0, 1),
                        newSellerAge()),
                new PolicyConfig.Exploration(
                        number("policy.explore.share", 0, 1),
                        number("policy.explore.cold.share", 0, 1),
                        number("policy.explore.slates", 0, 1),
                        (int) whole("policy.new.item.position", 0, 1_000),
                        (int) whole("policy.new.item.among", 1, 100),
                        number("policy.new.item.prior.rate", 1e-6, 0.999),
                        number("policy.new.item.prior.trials", 0.1, 1e6)),
                number("policy.attention", 0, 10));
    }

    private Map<String, Integer> pins() {
        Map<String, Integer> pins = new TreeMap<>();
        String text = values.getOrDefault("policy.pins", "");
        for (String pin : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] parts = pin.strip().split("@");
            if (parts.length != 2 || !parts[1].matches("[1-9][0-9]{0,3}")) {
                throw new IllegalArgumentException("configuration key 'policy.pins' holds '" + pin
                        + "'; write item@position, like sofa-1@3, with commas between");
            }
            pins.put(parts[0], Integer.parseInt(parts[1]));
        }
        return pins;
    }

    /** How long a seller is new. */
    Duration newSellerAge() {
        return Duration.ofDays(whole("policy.new.seller.days", 1, 3_650));
    }

    /** A user with fewer clicks in 28 days is cold. */
    double coldClicks() {
        return number("policy.explore.cold.clicks", 0, 1e6);
    }

    /** An item is new for at most so many days. */
    double newItemDays() {
        return number("policy.new.item.days", 0, 3_650);
    }

    /** An item that was shown so often in seven days is not new any more. */
    double newItemTrials() {
        return number("policy.new.item.trials", 0, 1e9);
    }

    /** Whether candidates are found by towers, too. */
    boolean towers() {
        return flag("towers");
    }

    /** Shape and training of the towers. */
    public TowerConfig towerConfig() {
        return new TowerConfig(
                new TowerShape(
                        (int) whole("towers.dimensions", 2, 512),
                        (int) whole("towers.history", 1, 1_000),
                        86_400 * number("towers.history.half.life.days", 0.01, 1e6),
                        number("towers.history.half.life.touches", 0.1, 1e9),
                        0.7,
                        number("towers.strong", 0, 100),
                        flag("towers.own.history.rows"),
                        flag("towers.user.ids")),
                TowerConfig.Loss.SOFTMAX,
                (int) whole("towers.epochs", 1, 1_000),
                1,
                128,
                (int) whole("towers.negatives", 0, 65_536),
                number("towers.hard", 0, 100),
                number("towers.learning.rate", 1e-4, 10),
                number("towers.learning.start", 0, 1_000),
                number("towers.l2", 0, 1),
                number("towers.id.dropout", 0, 0.99),
                0,
                false,
                2,
                (int) whole("towers.ids", 0, 10_000_000),
                0.05,
                seed());
    }

    /** These numbers without any rule but the order and what is available, and without exploration. */
    public FeedConfig bare() {
        return with(resource("bare.properties"));
    }

    private boolean flag(String key) {
        return Boolean.parseBoolean(oneOf(key, Set.of("true", "false")));
    }

    private double number(String key, double low, double high) {
        String text = values.getOrDefault(key, "");
        try {
            double value = Double.parseDouble(text);
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException(
                "configuration key '" + key + "' is '" + text + "'; it must be a number from " + low + " to " + high);
    }

    private long whole(String key, long low, long high) {
        String text = values.getOrDefault(key, "");
        try {
            long value = Long.parseLong(text);
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException("configuration key '" + key + "' is '" + text
                + "'; it must be a whole number from " + low + " to " + high);
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type) {
        Set<String> names = Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
        return Enum.valueOf(type, oneOf(key, names).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private String oneOf(String key, Set<String> allowed) {
        String text = values.getOrDefault(key, "");
        if (!allowed.contains(text)) {
            throw new IllegalArgumentException("configuration key '" + key + "' is '" + text + "'; it must be one of "
                    + String.join(", ", new TreeSet<>(allowed)));
        }
        return text;
    }
}
