package dev.fairlead.market.features;

import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.state.Hashing;
import dev.fairlead.state.Ids;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the catalogue says of each item now, by dense item id. An item that was met but never described has unknown (NaN,
 * 0 or −1) everywhere. Events are merged attribute by attribute: what an event neither gives nor clears stays as it was, and of each attribute the
 * event with the latest time counts, of several with one time the one that arrived last. An event that is older than all that is known of what it
 * says changes nothing; such are counted.
 */
public final class Catalogue {
    private static final int ANY_MARKET = -2;

    /** Codes of a categorical item attribute, before the "not known" code 0. */
    static final int CODES = 1_000;

    private final Ids items = new Ids();
    private final Ids sellers = new Ids(CODES);
    private final Ids brands = new Ids(CODES);
    private final Ids categories = new Ids(CODES);
    private final Ids markets = new Ids();
    private final List<ItemAttributes> lines = new ArrayList<>();

    private static final int LIMITED = 1; // to some markets
    private static final int DESCRIBED = 2;
    private static final int FLAGS = 2; // bits

    /** By item: since when it has been offered, above the flags. */
    private long[] offers = {};

    private int[] named = {}; // items that name each market

    private int near;
    private int described;
    private long outdated;

    private static final int[] EVERYWHERE = {};
    private static final long[] ALIKE = {};

    /** What an event may say of an item; places in {@link ItemAttributes#times}. */
    private enum Attribute {
        PRICE("price"),
        MARGIN("margin"),
        SELLER("seller"),
        SELLER_SINCE("seller_since"),
        BRAND("brand"),
        CATEGORY("category"),
        RATING("rating"),
        SHIPPING_DAYS("shipping_days"),
        STOCK("stock"),
        CREATED("created"),
        TITLE("title"),
        MARKETS("markets");

        static final int COUNT = values().length;

        private final String field;

        Attribute(String field) {
            this.field = field;
        }
    }

    /**
     * One item. Entity references are dense ids, {@link Ids#UNKNOWN} when not known.
     *
     * @param time of the latest event that described it, in milliseconds since 1970; 0 for none
     * @param listed time of the earliest one
     * @param said a bit for each attribute that an event gave or cleared
     * @param times of those events, by attribute; empty where all are of {@code time}
     */
    record ItemAttributes(
            long time,
            long listed,
            int said,
            long[] times,
            double price,
            float margin,
            int seller,
            long sellerSince,
            int brand,
            int category,
            int topCategory,
            float rating,
            float shippingDays,
            int stock,
            long created,
            String title,
            int[] markets) {
        static final ItemAttributes UNKNOWN = new ItemAttributes(
                0, 0, 0, ALIKE, Double.NaN, Float.NaN, -1, 0, -1, -1, -1, Float.NaN, Float.NaN, -1, 0, "", EVERYWHERE);

        /** When the attribute was last given or cleared; 0 for never. */
        private long timeOf(int attribute) {
            return (said >>> attribute & 1) == 0 ? 0 : times.length == 0 ? time : times[attribute];
        }
    }

    /** Which of an event's attributes are newer than what is known, and what is known of when afterwards. */
    private static final class Merge {
        private final ItemAttributes old;
        private final CatalogueItem event;
        private final long[] times = new long[Attribute.COUNT];
        private int said;
        private boolean speaks;
        private boolean changes;

        Merge(ItemAttributes old, CatalogueItem event) {
            this.old = old;
            this.event = event;
            this.said = old.said;
            for (int i = 0; i < times.length; i++) {
                times[i] = old.timeOf(i);
            }
        }

        /** Whether the event's value counts from now on. @param given whether it has one */
        boolean takes(Attribute attribute, boolean given) {
            if (!given && !event.clear().contains(attribute.field)) {
                return false;
            }
            int place = attribute.ordinal();
            speaks = true;
            if (event.time() < times[place]) {
                return false;
            }
            changes = true;
            said |= 1 << place;
            times[place] = event.time();
            return true;
        }

        long time() {
            return Math.max(old.time, event.time());
        }

        long listed() {
            return old.time == 0 ? event.time() : Math.min(old.listed, event.time());
        }

        long[] times() {
            for (int i = 0; i < times.length; i++) {
                if ((said >>> i & 1) != 0 && times[i] != time()) {
                    return times;
                }
            }
            return ALIKE;
        }

        /** Whether all that the event says was said anew since. */
        boolean outdated() {
            return speaks && !changes;
        }
    }

    public Ids items() {
        return items;
    }

    /** How many items were met. */
    public int size() {
        return items.size();
    }

    /** These will soon be met: reads of each what is asked of it then. */
    void expect(int[] ids, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            ItemAttributes line = line(ids[i]); // two lines of memory
            sum += (int) line.time + line.markets.length;
        }
        near = sum;
    }

    int intern(String item) {
        int id = items.intern(item);
        while (lines.size() < items.size()) {
            lines.add(ItemAttributes.UNKNOWN);
        }
        return id;
    }

    void update(CatalogueItem e) {
        int id = intern(e.item());
        ItemAttributes old = lines.get(id);
        Merge m = new Merge(old, e);
        double price = m.takes(Attribute.PRICE, !Double.isNaN(e.price())) ? e.price() : old.price;
        float margin = m.takes(Attribute.MARGIN, !Double.isNaN(e.margin())) ? (float) e.margin() : old.margin;
        int seller = m.takes(Attribute.SELLER, !e.seller().isEmpty()) ? sellers.intern(e.seller()) : old.seller;
        long since = m.takes(Attribute.SELLER_SINCE, e.sellerSince() != 0) ? e.sellerSince() : old.sellerSince;
        int brand = m.takes(Attribute.BRAND, !e.brand().isEmpty()) ? brands.intern(e.brand()) : old.brand;
        int category = old.category;
        int top = old.topCategory;
        if (m.takes(Attribute.CATEGORY, !e.category().isEmpty())) {
            category = categories.intern(String.join("/", e.category()));
            top = categories.intern(e.category().isEmpty() ? "" : e.category().getFirst());
        }
        float rating = m.takes(Attribute.RATING, !Double.isNaN(e.rating())) ? (float) e.rating() : old.rating;
        float days = m.takes(Attribute.SHIPPING_DAYS, !Double.isNaN(e.shippingDays()))
                ? (float) e.shippingDays()
                : old.shippingDays;
        int stock = m.takes(Attribute.STOCK, e.stock() >= 0) ? (int) e.stock() : old.stock;
        long created = m.takes(Attribute.CREATED, e.created() != 0) ? e.created() : old.created;
        String title = m.takes(Attribute.TITLE, !e.title().isEmpty()) ? e.title() : old.title;
        int[] offered = m.takes(Attribute.MARKETS, !e.markets().isEmpty()) ? markets(e.markets()) : old.markets;
        outdated += m.outdated() ? 1 : 0;
        put(
                id,
                new ItemAttributes(
                        m.time(),
                        m.listed(),
                        m.said,
                        m.times(),
                        price,
                        margin,
                        seller,
                        since,
                        brand,
                        category,
                        top,
                        rating,
                        days,
                        stock,
                        created,
                        title,
                        offered));
    }

    /** The dense id of a market, given now if it has none; {@link Ids#UNKNOWN} for the empty text. */
    int market(String name) {
        return markets.intern(Markets.name(name));
    }

    private int[] markets(List<String> names) {
        int[] ids = names.stream().mapToInt(this::market).filter(id -> id >= 0).toArray();
        return ids.length == 0 ? EVERYWHERE : ids;
    }

    private void put(int item, ItemAttributes line) {
        described += (line.time == 0 ? 0 : 1) - (lines.get(item).time == 0 ? 0 : 1);
        name(lines.get(item).markets, -1);
        name(line.markets, 1);
        lines.set(item, line);
        offer(item, line);
    }

    private void name(int[] of, int more) {
        for (int market : of) {
            if (market >= named.length) {
                named = Arrays.copyOf(named, Math.max(market + 1, 2 * named.length));
            }
            named[market] += more;
        }
    }

    /** How many items are described. */
    public int described() {
        return described;
    }

    /** How many events changed nothing, since all that they say had been said anew by events of later times. */
    public long outdated() {
        return outdated;
    }

    ItemAttributes line(int item) {
        return item < 0 ? ItemAttributes.UNKNOWN : lines.get(item);
    }

    /** Whether the catalogue describes the item: one that was only met in other events is not listed. */
    public boolean listed(int item) {
        return line(item).time != 0;
    }

    /** Price in the item's currency, NaN when not known. */
    public double price(int item) {
        return line(item).price;
    }

    /** Share of the price that the marketplace keeps, NaN when not known. */
    public double margin(int item) {
        return line(item).margin;
    }

    /** Whether the item may be shown: it is not sold out. Stock that is not counted does not stop it. */
    public boolean available(int item) {
        return line(item).stock != 0;
    }

    /** Whether the item may be shown now: available, offered by then, and in this market. @param market by {@link #marketId} */
    public boolean offered(int item, long now, int market) {
        long offer = item < 0 || item >= offers.length ? 0 : offers[item];
        return offer >> FLAGS <= now && ((offer & LIMITED) == 0 || offeredIn(item, market));
    }

    /** Whether the item is described and may be shown now. @param market by {@link #marketId} */
    public boolean describedAndOffered(int item, long now, int market) {
        return item >= 0 && item < offers.length && (offers[item] & DESCRIBED) != 0 && offered(item, now, market);
    }

    /** What {@link #offered} reads, together: most items of a scan are asked for nothing else. */
    private void offer(int item, ItemAttributes line) {
        if (item >= offers.length) {
            offers = Arrays.copyOf(offers, Math.max(item + 1, offers.length + (offers.length >> 1)));
        }
        long since = line.stock == 0 ? Long.MAX_VALUE >> FLAGS : line.created;
        offers[item] = since << FLAGS | (line.time == 0 ? 0 : DESCRIBED) | (line.markets.length == 0 ? 0 : LIMITED);
    }

    /** Whether the item is offered in this market; one that names no markets is offered everywhere, and so is one asked for without a market. */
    public boolean offeredIn(int item, String market) {
        return line(item).markets.length == 0 || market.isEmpty() || offeredIn(item, marketId(market));
    }

    /**
     * The dense id of a market for {@link #offeredIn(int, int)}, whatever the case of its letters; that of the empty text is every item's, and {@link
     * Ids#UNKNOWN} that of a market which no item names.
     */
    public int marketId(String market) {
        String name = Markets.name(market);
        return name.isEmpty() ? ANY_MARKET : markets.find(name);
    }

    /** Whether some items name the markets that they are offered in, and none of them this one: most likely nobody means it. */
    public boolean foreign(int market) {
        return market != ANY_MARKET
                && (market < 0 || market >= named.length || named[market] == 0)
                && Arrays.stream(named).anyMatch(items -> items > 0);
    }

    /** The same by {@link #marketId}. */
    public boolean offeredIn(int item, int market) {
        int[] offered = line(item).markets;
        if (offered.length == 0 || market == ANY_MARKET) {
            return true;
        }
        for (int one : offered) {
            if (one == market) {
                return true;
            }
        }
        return false;
    }

    /** What it is called; empty when not known. */
    public String title(int item) {
        return line(item).title;
    }

    /** When the item was first offered, in milliseconds since 1970; 0 when not known. */
    public long created(int item) {
        return line(item).created;
    }

    /** When the item was first offered or, where that is not known, first described, in milliseconds since 1970; 0 when neither is known. */
    public long since(int item) {
        ItemAttributes line = line(item);
        return line.created == 0 ? line.listed : line.created;
    }

    /** The seller's id, empty when not known. */
    public String seller(int item) {
        return text(sellers, line(item).seller);
    }

    /** The brand, empty when not known. */
    public String brand(int item) {
        return text(brands, line(item).brand);
    }

    /** The category's path from the broadest to the narrowest, joined by /; empty when not known. */
    public String category(int item) {
        return text(categories, line(item).category);
    }

    /** The broadest category, empty when not known. */
    public String topCategory(int item) {
        return text(categories, line(item).topCategory);
    }

    private static String text(Ids ids, int id) {
        return id < 0 ? "" : ids.text(id);
    }

    /** Dense id of the seller, −1 when not known. */
    public int sellerId(int item) {
        return line(item).seller;
    }

    /** Dense id of the narrowest category, −1 when not known. */
    public int categoryId(int item) {
        return line(item).category;
    }

    /** The seller's first day, in milliseconds since 1970; 0 when not known. */
    public long sellerSince(int item) {
        return line(item).sellerSince;
    }

    int row(Entity key, int item) {
        return switch (key) {
            case ITEM -> item;
            case SELLER -> line(item).seller;
            case BRAND -> line(item).brand;
            case CATEGORY -> line(item).category;
            case TOP_CATEGORY -> line(item).topCategory;
            case PRICE_BAND -> PriceBand.of(line(item).price);
            case USER, ALL -> throw new IllegalArgumentException(key + " is not an entity of an item");
        };
    }

    /** A stable code of the item's entity: the same in every log, unlike a dense id. */
    int code(Entity key, int item) {
        int id = row(key, item);
        if (id < 0) {
            return 0;
        }
        return switch (key) {
            case ITEM -> Hashing.code(items.text(id), CODES);
            case SELLER -> sellers.code(id);
            case BRAND -> brands.code(id);
            case CATEGORY, TOP_CATEGORY -> categories.code(id);
            default -> throw new IllegalArgumentException(key + " is not an entity of the catalogue");
        };
    }

    void save(DataOutput out) throws IOException {
        for (Ids ids : Arrays.asList(items, sellers, brands, categories, markets)) {
            ids.save(out);
        }
        out.writeLong(outdated);
        for (ItemAttributes l : lines) {
            out.writeLong(l.time);
            out.writeLong(l.listed);
            out.writeShort(l.said);
            out.writeBoolean(l.times.length > 0);
            for (long time : l.times) {
                out.writeLong(time);
            }
            out.writeDouble(l.price);
            out.writeFloat(l.margin);
            out.writeInt(l.seller);
            out.writeLong(l.sellerSince);
            out.writeInt(l.brand);
            out.writeInt(l.category);
            out.writeInt(l.topCategory);
            out.writeFloat(l.rating);
            out.writeFloat(l.shippingDays);
            out.writeInt(l.stock);
            out.writeLong(l.created);
            out.writeUTF(l.title);
            out.writeInt(l.markets.length);
            for (int market : l.markets) {
                out.writeInt(market);
            }
        }
    }

    void load(DataInput in) throws IOException {
        for (Ids ids : Arrays.asList(items, sellers, brands, categories, markets)) {
            ids.load(in);
        }
        outdated = in.readLong();
        for (int i = 0; i < items.size(); i++) {
            lines.add(new ItemAttributes(
                    in.readLong(),
                    in.readLong(),
                    in.readShort(),
                    times(in),
                    in.readDouble(),
                    in.readFloat(),
                    in.readInt(),
                    in.readLong(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readFloat(),
                    in.readFloat(),
                    in.readInt(),
                    in.readLong(),
                    in.readUTF(),
                    ints(in)));
            described += lines.get(i).time == 0 ? 0 : 1;
            name(lines.get(i).markets, 1);
            offer(i, lines.get(i));
        }
    }

    private static long[] times(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return ALIKE;
        }
        long[] times = new long[Attribute.COUNT];
        for (int i = 0; i < times.length; i++) {
            times[i] = in.readLong();
        }
        return times;
    }

    private static int[] ints(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == 0) {
            return EVERYWHERE;
        }
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }
}
