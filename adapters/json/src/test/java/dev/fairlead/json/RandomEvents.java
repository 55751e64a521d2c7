package dev.fairlead.json;

import dev.fairlead.market.events.AddToCart;
import dev.fairlead.decide.Assigned;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Context;
import dev.fairlead.decide.Decision;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Exposure;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random events of every type that keep their contracts, with unknown fields and awkward text. */
final class RandomEvents {
    private static final String ALPHABET = "aZ09 _-:/\\\"'\t\n\u0000\u001fäß€\u2028漢🦊";

    private final RandomGenerator random;
    private int count;

    RandomEvents(RandomGenerator random) {
        this.random = random;
    }

    Event next(EventType type) {
        String id = "e" + count++ + text();
        long time = 1_700_000_000_000L + random.nextInt();
        return switch (type) {
            case ITEM ->
                new CatalogueItem(
                        id,
                        time,
                        some(),
                        price(),
                        maybe(random.nextDouble(-1, 1)),
                        random.nextBoolean() ? "EUR" : "",
                        texts(),
                        text(),
                        text(),
                        since(),
                        maybe(random.nextDouble(5)),
                        maybe(random.nextDouble(365)),
                        random.nextInt(-1, 50),
                        since(),
                        text(),
                        texts());
            case USER -> new UserProfile(id, time, some(), text(), text(), zone(), text(), since());
            case SEARCH -> new Search(id, time, some(), some(), text());
            case FILTER -> new Filter(id, time, some(), some(), text());
            case SORT -> new Sort(id, time, some(), some(), text());
            case IMPRESSION -> new Impression(id, time, some(), some(), some(), text(), context(), shown());
            case INTERACTION -> new Interaction(id, time, some(), some(), some(), text(), some());
            case CLICK -> new Click(id, time, some(), some(), some(), text());
            case DWELL -> new Dwell(id, time, some(), some(), some(), text(), random.nextDouble(86_400));
            case ADD_TO_CART ->
                new AddToCart(id, time, some(), some(), some(), text(), random.nextInt(1, 9), maybe(price()));
            case PURCHASE -> new Purchase(id, time, some(), some(), some(), text(), random.nextInt(1, 9), price());
            case HIDE -> new Hide(id, time, some(), some(), some(), text());
            case RETURN -> new Return(id, time, some(), some(), some(), text(), 1 + random.nextInt(3), text());
            case COMPLAINT -> new Complaint(id, time, some(), some(), some(), text(), text());
            case DECISION -> decision(id, time);
            case PROMOTION -> new Promotion(id, time, some(), text(), text());
            case EXPOSURE ->
                new Exposure(
                        id,
                        time,
                        some(),
                        some(),
                        some(),
                        "0123456789abcdef".repeat(4),
                        text(),
                        1 - random.nextDouble());
            case LAUNCH_STARTED -> new LaunchStarted(id, time, some(), some(), random.nextDouble(), text(), text());
            case LAUNCH_CHANGED -> new LaunchChanged(id, time, some(), random.nextDouble(), text());
        };
    }

    private Decision decision(String id, long time) {
        List<String> candidates = texts();
        return new Decision(
                id,
                time,
                some(),
                some(),
                some(),
                context(),
                new Assigned(text(), text(), text(), text(), maybe(1 - random.nextDouble())),
                text(),
                text(),
                text(),
                Position.of(random.nextLong(Long.MAX_VALUE)),
                candidates,
                doubles(random.nextBoolean() ? 0 : candidates.size()),
                slots());
    }

    private List<Impression.Shown> shown() {
        List<Impression.Shown> list = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            list.add(new Impression.Shown(some(), i, maybe(price()), maybe(1 - random.nextDouble())));
        }
        return list;
    }

    private List<Decision.Slot> slots() {
        List<Decision.Slot> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(new Decision.Slot(
                    some(),
                    i,
                    text(),
                    text(),
                    random.nextInt(10_000),
                    maybe(price()),
                    maybe(anyFinite()),
                    maybe(random.nextDouble()),
                    maybe(anyFinite()),
                    maybe(1 - random.nextDouble()),
                    floats()));
        }
        return list;
    }

    private float[] floats() {
        float[] row = new float[random.nextInt(5)];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.intBitsToFloat(random.nextInt());
        }
        return row;
    }

    private double[] doubles(int size) {
        return random.doubles(size).map(this::maybe).toArray();
    }

    private String zone() {
        return random.nextBoolean() ? "" : "Europe/Berlin";
    }

    private double anyFinite() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isInfinite(value) ? -0.0 : value;
    }

    private double price() {
        return random.nextBoolean() ? random.nextInt(1000) : random.nextDouble(1e9);
    }

    private double maybe(double value) {
        return random.nextInt(3) == 0 ? Double.NaN : value;
    }

    private long since() {
        return random.nextBoolean() ? 0 : 1_600_000_000_000L + random.nextInt(1_000_000);
    }

    private Context context() {
        return random.nextInt(3) == 0 ? Context.UNKNOWN : new Context(text(), text(), zone(), text());
    }

    private List<String> texts() {
        List<String> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(some());
        }
        return list;
    }

    private String text() {
        return random.nextInt(3) == 0 ? "" : some();
    }

    private String some() {
        int[] points = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
