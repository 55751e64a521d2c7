package dev.fairlead.retrieval;

import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.EventKind;
import dev.fairlead.market.features.Users;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the towers learn from: who touched what and when, as the log tells it. Interactions are clicks, interactions, adds to cart
 * and purchases; each is an example whose item is to be found from what the log held before it.
 *
 * <p>Point in time: the history of an interaction is made of the user's interactions that are before it in the log and not of a later
 * time; item fields, profile, device and impressions are those of the log's place too. A late event (by time) is in the
 * histories of the interactions that arrive after it only, as it was for the feature state.
 *
 * <p>Memory: about 60 bytes an interaction and 4 bytes for each item of an impression, beside ids and catalogue. Not thread-safe.
 */
public final class TowerData implements Fold {
    private static final int[] NONE = {};

    /** An item's fields from this offset on. */
    private record Version(long offset, int fields) {}

    private static final class User {
        int cohort;
        int market;
        String device = "";
        int[] interactions = NONE;
        int size;
        int[] shown = NONE; // of the newest impression
        long shownAt;

        void add(int interaction) {
            if (size == interactions.length) {
                interactions = Arrays.copyOf(interactions, Math.max(8, 2 * size));
            }
            interactions[size++] = interaction;
        }
    }

    /**
     * One interaction, as it stood in the log.
     *
     * @param user and {@code item}: dense numbers in order of first sight
     * @param fields number of the item's fields as of then
     * @param place which of the user's interactions it is, in order of arrival
     * @param shown dense items of the user's newest impression before it, if that was at most a day before
     */
    record Example(
            int user,
            int item,
            int fields,
            EventKind signal,
            long time,
            long offset,
            int place,
            int cohort,
            int market,
            String device,
            int[] shown) {}

    private static final long SHOWN_MILLIS = 86_400_000L;

    private final Map<String, Integer> userIds = new HashMap<>();
    private final List<String> userNames = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final Map<String, Integer> itemIds = new HashMap<>();
    private final List<String> itemNames = new ArrayList<>();
    private final List<List<Version>> versions = new ArrayList<>();
    private final List<ItemFields> fields = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();

    @Override
    public void accept(Logged logged) {
        long offset = logged.offset();
        switch (logged.event()) {
            case CatalogueItem e -> describe(offset, e);
            case UserProfile e -> {
                User user = users.get(user(e.user()));
                user.cohort = Users.code(e.cohort());
                user.market = Users.code(e.market());
            }
            case Impression e -> show(e);
            case Click e -> interaction(offset, e.time(), e, EventKind.CLICK);
            case Interaction e -> interaction(offset, e.time(), e, EventKind.INTERACTION);
            case AddToCart e -> interaction(offset, e.time(), e, EventKind.ADD_TO_CART);
            case Purchase e -> interaction(offset, e.time(), e, EventKind.PURCHASE);
            default -> {}
        }
    }

    private void describe(long offset, CatalogueItem e) {
        ItemFields now =
                new ItemFields(e.item(), String.join("/", e.category()), e.brand(), e.seller(), e.price(), e.title());
        List<Version> of = versions.get(item(e.item()));
        if (!fields.get(of.getLast().fields).equals(now)) {
            of.add(new Version(offset, fields.size()));
            fields.add(now);
        }
    }

    private void show(Impression e) {
        User user = users.get(user(e.user()));
        if (!e.context().device().isEmpty()) {
            user.device = e.context().device();
        }
        if (e.time() >= user.shownAt) {
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
        examples.add(new Example(
                number,
                item,
                versions.get(item).getLast().fields,
                signal,
                time,
                offset,
                user.size,
                user.cohort,
                user.market,
                user.device,
                recent ? user.shown : NONE));
        user.add(examples.size() - 1);
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
            fields.add(ItemFields.ofId(name));
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
        return fields.get(versions.get(item).getLast().fields);
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

    /** Beside {@link #itemsByUser}: how often. */
    int[][] touchesByUser() {
        int[][] items = itemsByUser();
        int[][] counts = new int[items.length][];
        for (int user = 0; user < items.length; user++) {
            Map<Integer, Integer> of = new HashMap<>();
            for (int t = 0; t < users.get(user).size; t++) {
                of.merge(examples.get(users.get(user).interactions[t]).item, 1, Integer::sum);
            }
            counts[user] = Arrays.stream(items[user])
                    .map(item -> of.getOrDefault(item, 0))
                    .toArray();
        }
        return counts;
    }

    /** What is known of a user at {@code time}, when everything accepted so far has arrived. */
    public UserFields userNow(String user, long time, int limit) {
        Integer number = userIds.get(user);
        if (number == null) {
            return new UserFields(user, List.of(), 0, 0, "");
        }
        User known = users.get(number);
        return new UserFields(
                user,
                history(known, known.size, time, Long.MAX_VALUE, limit),
                known.cohort,
                known.market,
                known.device);
    }

    /** What was known of the example's user when it arrived: what serving would have read. */
    UserFields userAt(Example example, int limit) {
        return new UserFields(
                userNames.get(example.user),
                history(users.get(example.user), example.place, example.time, example.offset, limit),
                example.cohort,
                example.market,
                example.device);
    }

    private List<PastInteraction> history(User user, int place, long time, long offset, int limit) {
        List<PastInteraction> interactions = new ArrayList<>();
        for (int interaction : before(user, place, time, limit)) {
            Example e = examples.get(interaction);
            interactions.add(
                    new PastInteraction(fields.get(fieldsAt(e.item, offset)), e.signal, (time - e.time) / 1000));
        }
        return interactions;
    }

    /** Examples in the history of one, each item once, latest arrival first. */
    int[] historyOf(Example example, int limit) {
        return before(users.get(example.user), example.place, example.time, limit);
    }

    private int[] before(User user, int place, long time, int limit) {
        int[] found = new int[Math.min(limit, place)];
        int n = 0;
        for (int p = place - 1; p >= 0 && n < limit; p--) {
            Example e = examples.get(user.interactions[p]);
            if (e.time <= time && !holds(found, n, e.item)) {
                found[n++] = user.interactions[p];
            }
        }
        return Arrays.copyOf(found, n);
    }

    private boolean holds(int[] found, int n, int item) {
        for (int i = 0; i < n; i++) {
            if (examples.get(found[i]).item == item) {
                return true;
            }
        }
        return false;
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
        return fields.get(number);
    }

    int fieldsCount() {
        return fields.size();
    }

    String userName(int user) {
        return userNames.get(user);
    }
}
