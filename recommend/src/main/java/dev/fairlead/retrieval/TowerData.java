package dev.fairlead.retrieval;

import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.EventKind;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.MarketRequest;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.RecentValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the towers learn from: who touched what and when, as the log tells it. Interactions are clicks, interactions, adds to cart
 * and purchases; each is an example whose item is to be found from what the log held before it.
 *
 * <p>Point in time: of each interaction is kept what {@link UserFields#of} reads of its user when it arrives, before it is counted itself, from a
 * state that has applied the log up to there; item fields and impressions are those of the log's place too. The page that the user
 * acts on is the newest impression's: its context is the example's. A late event (by time) is in what is read of the interactions
 * that arrive after it only, as it is in serving.
 *
 * <p>Memory: about 60 bytes an interaction, 9 bytes for each item of its history and 4 for each item of an impression, beside ids,
 * catalogue and the state. Not thread-safe.
 */
public final class TowerData implements Fold {
    private static final int[] NONE = {};

    /** An item's fields from this offset on. */
    private record Version(long offset, int fields) {}

    /** Fields that an item has or had. */
    private record Described(int item, ItemFields fields) {}

    private static final class User {
        Context context = Context.UNKNOWN; // of the newest impression
        int[] shown = NONE;
        long shownAt;
        int[] interactions = NONE;
        int size;

        void add(int interaction) {
            if (size == interactions.length) {
                interactions = Arrays.copyOf(interactions, Math.max(8, 2 * size));
            }
            interactions[size++] = interaction;
        }
    }

    /**
     * A history, most recent first.
     *
     * @param fields numbers of the items' fields
     * @param signals ordinals of what was done last to each
     * @param ages in seconds
     */
    record Past(int[] fields, byte[] signals, int[] ages) {
        private static final Past NOTHING = new Past(NONE, new byte[0], NONE);

        int size() {
            return fields.length;
        }

        EventKind signal(int i) {
            return KINDS[signals[i]];
        }
    }

    /**
     * One interaction, as it stood in the log.
     *
     * @param user and {@code item}: dense numbers in order of first sight
     * @param fields number of the item's fields as of then
     * @param cohort and {@code market}, {@code device}, {@code history}: what was known of the user, see {@link UserFields}
     * @param shown dense items of the user's newest impression before it, if that was at most a day before
     */
    record Example(
            int user,
            int item,
            int fields,
            EventKind signal,
            long time,
            long offset,
            int cohort,
            int market,
            String device,
            Past history,
            int[] shown) {}

    private static final EventKind[] KINDS = EventKind.values();
    private static final long SHOWN_MILLIS = 86_400_000L;

    private final Map<String, Integer> userIds = new HashMap<>();
    private final List<String> userNames = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final Map<String, Integer> itemIds = new HashMap<>();
    private final List<String> itemNames = new ArrayList<>();
    private final List<List<Version>> versions = new ArrayList<>();
    private final List<Described> fields = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private final InteractionKinds kinds;
    private final FeatureStore<FeatureQuery, Market> state;
    private final Fold taken; // goes without what the state cannot take, as a node does
    private final RecentValues history;
    private long accepted;

    /** Of interactions whose kinds mean what they usually do. */
    public TowerData() {
        this(InteractionKinds.USUAL);
    }

    /** @param kinds what interactions say: those that say no liking are no examples */
    public TowerData(InteractionKinds kinds) {
        this.kinds = kinds;
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> features =
                FeatureStore.builder(new Market(new ActiveEntities(), kinds));
        history = UserFields.history(features);
        state = features.build();
        taken = state.tolerant();
    }

    @Override
    public void accept(Logged logged) {
        long offset = logged.offset();
        switch (logged.event()) {
            case UserProfile e -> user(e.user());
            case Impression e -> show(e);
            case Click e -> interaction(offset, e.time(), e, EventKind.CLICK);
            case Interaction e
            when kinds.sign(e.kind()) == InteractionKinds.Sign.POSITIVE ->
                interaction(offset, e.time(), e, EventKind.INTERACTION);
            case AddToCart e -> interaction(offset, e.time(), e, EventKind.ADD_TO_CART);
            case Purchase e -> interaction(offset, e.time(), e, EventKind.PURCHASE);
            default -> {}
        }
        taken.accept(Logged.at(++accepted, logged.event()));
        if (logged.event() instanceof CatalogueItem e) {
            describe(offset, e.item());
        }
    }

    private void describe(long offset, String name) {
        int item = item(name);
        ItemFields now = state.read(view -> {
            Catalogue catalogue = view.entities().catalogue();
            return ItemFields.of(catalogue, catalogue.items().find(name));
        });
        List<Version> of = versions.get(item);
        if (!fields(of.getLast().fields).equals(now)) {
            of.add(new Version(offset, fields.size()));
            fields.add(new Described(item, now));
        }
    }

    private void show(Impression e) {
        User user = users.get(user(e.user()));
        if (e.time() >= user.shownAt) {
            user.context = e.context();
            user.shown =
                    e.shown().stream().mapToInt(shown -> item(shown.item())).toArray();
            user.shownAt = e.time();
        }
    }

    private void interaction(long offset, long time, ItemEvent e, EventKind signal) {
        int number = user(e.user());
        User user = users.get(number);
        int item = item(e.item());
        boolean recent = user.shownAt <= time && time - user.shownAt <= SHOWN_MILLIS;
        UserFields known = userNow(e.user(), time, UserFields.MOST);
        examples.add(new Example(
                number,
                item,
                latest(item),
                signal,
                time,
                offset,
                known.cohort(),
                known.market(),
                known.device(),
                past(known.history()),
                recent ? user.shown : NONE));
        user.add(examples.size() - 1);
    }

    private Past past(List<PastInteraction> history) {
        if (history.isEmpty()) {
            return Past.NOTHING;
        }
        int[] of = new int[history.size()];
        byte[] signals = new byte[of.length];
        int[] ages = new int[of.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = latest(item(history.get(i).item().item()));
            signals[i] = (byte) history.get(i).signal().ordinal();
            ages[i] = (int) history.get(i).ageSeconds();
        }
        return new Past(of, signals, ages);
    }

    /** Number of the fields that the item has now. */
    private int latest(int item) {
        return versions.get(item).getLast().fields;
    }

    private int user(String name) {
        return userIds.computeIfAbsent(name, _ -> {
            userNames.add(name);
            users.add(new User());
            return userNames.size() - 1;
        });
    }

    private int item(String name) {
        return itemIds.computeIfAbsent(name, _ -> {
            itemNames.add(name);
            versions.add(new ArrayList<>(List.of(new Version(0, fields.size()))));
            fields.add(new Described(itemNames.size() - 1, ItemFields.ofId(name)));
            return itemNames.size() - 1;
        });
    }

    /** Interactions met. */
    public int examples() {
        return examples.size();
    }

    /** Items met, in an interaction, an impression or the catalogue. */
    public int items() {
        return itemNames.size();
    }

    /** Users met. */
    public int users() {
        return userNames.size();
    }

    /** What is known of an item now; by dense number, in order of first sight. */
    public ItemFields item(int item) {
        return fields(latest(item));
    }

    /** The item's dense number, −1 when it was not met. */
    public int find(String item) {
        return itemIds.getOrDefault(item, -1);
    }

    /** The user's dense number, −1 when it was not met. */
    int findUser(String user) {
        return userIds.getOrDefault(user, -1);
    }

    /** By dense user: the different items touched, in order of first interaction. */
    int[][] itemsByUser() {
        return users.stream()
                .map(user -> Arrays.stream(user.interactions, 0, user.size)
                        .map(interaction -> examples.get(interaction).item)
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
    }

    /**
     * Beside {@link #itemsByUser}: how often, where an interaction counts 2^(−age / half-life) at the time of the last one.
     *
     * @param halfLifeSeconds above 0; infinite where each counts 1
     */
    double[][] touchesByUser(double halfLifeSeconds) {
        long now = examples.stream().mapToLong(Example::time).max().orElse(0);
        int[][] items = itemsByUser();
        double[][] counts = new double[items.length][];
        for (int user = 0; user < items.length; user++) {
            Map<Integer, Double> of = new HashMap<>();
            for (int t = 0; t < users.get(user).size; t++) {
                Example touch = examples.get(users.get(user).interactions[t]);
                of.merge(touch.item, StrictMath.pow(2, (touch.time - now) / 1000.0 / halfLifeSeconds), Double::sum);
            }
            counts[user] = Arrays.stream(items[user])
                    .mapToDouble(item -> of.getOrDefault(item, 0.0))
                    .toArray();
        }
        return counts;
    }

    /** What is known of a user at {@code time}, when everything accepted so far has arrived, on the page that was shown last. */
    public UserFields userNow(String user, long time, int limit) {
        int number = findUser(user);
        Context context = number < 0 ? Context.UNKNOWN : users.get(number).context;
        return state.read(view -> UserFields.of(view, history, user, context, time, limit));
    }

    /** What was known of the example's user when it arrived. */
    public UserFields userAt(int example, int limit) {
        Example of = examples.get(example);
        Past past = of.history;
        return new UserFields(
                userNames.get(of.user),
                IntStream.range(0, Math.min(limit, past.size()))
                        .mapToObj(i -> new PastInteraction(fields(past.fields[i]), past.signal(i), past.ages[i]))
                        .toList(),
                of.cohort,
                of.market,
                of.device);
    }

    /** Whether an item is among the first {@code limit} of the example's history. */
    boolean touched(Example example, int item, int limit) {
        return IntStream.range(0, Math.min(limit, example.history.size()))
                .anyMatch(i -> itemOf(example.history.fields[i]) == item);
    }

    /** Number of the fields that the item had before the event at {@code offset}. */
    int fieldsAt(int item, long offset) {
        List<Version> of = versions.get(item);
        int low = 0;
        int high = of.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (of.get(middle).offset < offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return of.get(low).fields;
    }

    Example example(int index) {
        return examples.get(index);
    }

    ItemFields fields(int number) {
        return fields.get(number).fields;
    }

    /** The item whose fields these are or were. */
    int itemOf(int fields) {
        return this.fields.get(fields).item;
    }

    int fieldsCount() {
        return fields.size();
    }

    String userName(int user) {
        return userNames.get(user);
    }
}
