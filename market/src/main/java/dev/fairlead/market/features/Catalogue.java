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
 * 0 or −1) everywhere. An update that is older than what is known is late and changes nothing.
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

    /** By item: since when it has been offered, twice, and 1 more for one that is not offered in all markets. */
    private long[] offers = {};

    private int near;

    private static final int[] EVERYWHERE = {};

    /** One item. Entity references are dense ids, {@link Ids#UNKNOWN} when not known. */
    record ItemAttributes(
            long time,
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
                0, Double.NaN, Float.NaN, -1, 0, -1, -1, -1, Float.NaN, Float.NaN, -1, 0, "", EVERYWHERE);
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
        if (e.time() < lines.get(id).time) {
            return;
        }
        String top = e.category().isEmpty() ? "" : e.category().getFirst();
        put(
                id,
                new ItemAttributes(
                        e.time(),
                        e.price(),
                        (float) e.margin(),
                        sellers.intern(e.seller()),
                        e.sellerSince(),
                        brands.intern(e.brand()),
                        categories.intern(String.join("/", e.category())),
                        categories.intern(top),
                        (float) e.rating(),
                        (float) e.shippingDays(),
                        (int) e.stock(),
                        e.created(),
                        e.title(),
                        e.markets().isEmpty()
                                ? EVERYWHERE
                                : e.markets().stream().mapToInt(markets::intern).toArray()));
    }

    private void put(int item, ItemAttributes line) {
        lines.set(item, line);
        offer(item, line);
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
        long since = item < 0 || item >= offers.length ? 0 : offers[item];
        return since >> 1 <= now && ((since & 1) == 0 || offeredIn(item, market));
    }

    /** What {@link #offered} reads, together: most items of a scan are asked for nothing else. */
    private void offer(int item, ItemAttributes line) {
        if (item >= offers.length) {
            offers = Arrays.copyOf(offers, Math.max(item + 1, offers.length + (offers.length >> 1)));
        }
        long since = line.stock == 0 ? Long.MAX_VALUE >> 1 : line.created;
        offers[item] = since << 1 | (line.markets.length == 0 ? 0 : 1);
    }

    /** Whether the item is offered in this market; one that names no markets is offered everywhere, and so is one asked for without a market. */
    public boolean offeredIn(int item, String market) {
        return line(item).markets.length == 0 || market.isEmpty() || offeredIn(item, marketId(market));
    }

    /** The dense id of a market for {@link #offeredIn(int, int)}; that of the empty text is every item's. */
    public int marketId(String market) {
        return market.isEmpty() ? ANY_MARKET : markets.find(market);
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
        for (ItemAttributes l : lines) {
            out.writeLong(l.time);
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
        for (int i = 0; i < items.size(); i++) {
            lines.add(new ItemAttributes(
                    in.readLong(),
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
            offer(i, lines.get(i));
        }
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
