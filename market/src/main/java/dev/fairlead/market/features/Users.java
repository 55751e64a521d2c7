package dev.fairlead.market.features;

import dev.fairlead.market.events.UserProfile;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.EntityPart;
import dev.fairlead.state.Hashing;
import dev.fairlead.state.Ids;
import dev.fairlead.state.LocatedEntity;
import dev.fairlead.state.PagedRows;
import dev.fairlead.state.Seconds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What is known of each user, by dense id: the profile, when the user was first met, and what the user hid, bought or disliked. Users may leave the heap
 * and come back. Profiles are merged attribute by attribute: what an event neither gives nor clears stays as it was, and of each attribute the event
 * with the latest time counts, to the second; of several with one time the one that arrived last.
 */
public final class Users {
    private static final int CODES = 1_000;
    private static final int MARKET = 0;
    private static final int COHORT = 1;
    private static final int CREATED = 2; // Seconds, 0 = not known
    private static final int FIRST_SEEN = 3; // Seconds, 0 = never
    private static final int ZONE = 4; // Zones.number, 0 = not known
    private static final int MARKET_ID = 5; // that of the catalogue and 1, 0 = not known

    // Seconds of the event that gave or cleared the attribute last
    private static final int MARKET_AT = 6;
    private static final int COHORT_AT = 7;
    private static final int CREATED_AT = 8;
    private static final int ZONE_AT = 9;

    private static final int CELLS = 10;
    private int near;
    private long outdated;

    private final ActiveEntities users;
    private final PagedRows cells = new PagedRows(CELLS);
    private final int part;
    private final UserItems items = new UserItems();
    private final int itemsPart;

    Users(ActiveEntities users) {
        this.users = users;
        this.part = users.keep(new Profiles());
        this.itemsPart = users.keep(items);
    }

    /** What each user hid, bought or disliked, by dense id. */
    UserItems items() {
        return items;
    }

    /** What the user hid, bought or disliked. */
    public ItemMarks marks(LocatedEntity user) {
        if (user.index() >= 0) {
            return items.marks(user.index());
        }
        return user.cold().isEmpty()
                ? ItemMarks.NONE
                : ItemMarks.of(user.cold().get().part(itemsPart));
    }

    /** Who is on the heap. */
    public ActiveEntities active() {
        return users;
    }

    /** Dense id of a user who is on the heap, {@link Ids#UNKNOWN} otherwise: what was just met is there. */
    public int find(String user) {
        return users.find(user);
    }

    /** Where the user is, on the heap or off it. */
    public LocatedEntity locate(String user) {
        return users.locate(user);
    }

    /** These will soon be met: reads of each what is asked of it then. */
    void expect(int[] ids, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ids[i] < 0 ? 0 : cells.integer(ids[i], FIRST_SEEN);
        }
        near = sum;
    }

    int meet(String user, long time) {
        int id = users.meet(user);
        int seconds = Seconds.of(time);
        int first = cells.integer(id, FIRST_SEEN);
        if (first == 0 || seconds < first) {
            cells.set(id, FIRST_SEEN, seconds);
        }
        return id;
    }

    /** @param market dense id of the profile's market in the catalogue, {@link Ids#UNKNOWN} without one */
    void update(UserProfile e, int market) {
        int id = meet(e.user(), e.created() == 0 ? e.time() : Math.min(e.created(), e.time()));
        boolean changed = false;
        boolean spoke = false;
        if (says(e, "market", !e.market().isEmpty())) {
            spoke = true;
            if (newer(id, MARKET_AT, e)) {
                changed = true;
                cells.set(id, MARKET, marketCode(e.market()));
                cells.set(id, MARKET_ID, 1 + market);
            }
        }
        if (says(e, "cohort", !e.cohort().isEmpty())) {
            spoke = true;
            if (newer(id, COHORT_AT, e)) {
                changed = true;
                cells.set(id, COHORT, code(e.cohort()));
            }
        }
        if (says(e, "created", e.created() != 0)) {
            spoke = true;
            if (newer(id, CREATED_AT, e)) {
                changed = true;
                cells.set(id, CREATED, e.created() == 0 ? 0 : Seconds.of(e.created()));
            }
        }
        if (says(e, "time_zone", !e.timeZone().isEmpty())) {
            spoke = true;
            if (newer(id, ZONE_AT, e)) {
                changed = true;
                cells.set(id, ZONE, Zones.number(e.timeZone()));
            }
        }
        outdated += spoke && !changed ? 1 : 0;
    }

    private static boolean says(UserProfile e, String attribute, boolean given) {
        return given || e.clear().contains(attribute);
    }

    /** Whether what the event says is the newest of its kind; then it is from now on. */
    private boolean newer(int id, int at, UserProfile e) {
        int seconds = Seconds.of(e.time());
        if (seconds < cells.integer(id, at)) {
            return false;
        }
        cells.set(id, at, seconds);
        return true;
    }

    /** How many events changed nothing, since all that they say had been said anew by events of later times. */
    public long outdated() {
        return outdated;
    }

    /** Seconds since the user's account was made or, if that is not known, since the user was first met; NaN for an unknown user. */
    double ageSeconds(LocatedEntity user, long at) {
        if (user.index() < 0 && user.cold().isEmpty()) {
            return Double.NaN;
        }
        int created = cell(user, CREATED);
        return Math.max(0, Seconds.of(at) - (created == 0 ? cell(user, FIRST_SEEN) : created));
    }

    /** 0 for an unknown user. */
    private int cell(LocatedEntity user, int column) {
        if (user.index() >= 0) {
            return cells.integer(user.index(), column);
        }
        return user.cold().isEmpty()
                ? 0
                : ByteBuffer.wrap(user.cold().get().part(part)).getInt(4 * column);
    }

    /** A row of cells of each user, all of them. */
    private final class Profiles implements EntityPart {
        @Override
        public byte[] bytes(int user) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * CELLS);
            for (int column = 0; column < CELLS; column++) {
                bytes.putInt(cells.integer(user, column));
            }
            return bytes.array();
        }

        @Override
        public void put(int user, byte[] bytes) {
            for (int column = 0; column < CELLS; column++) {
                cells.set(user, column, ByteBuffer.wrap(bytes).getInt(4 * column));
            }
        }

        @Override
        public void remove(int user) {
            for (int column = 0; column < CELLS; column++) {
                cells.set(user, column, 0);
            }
        }
    }

    /** The code, 1 to 1,000, by which a market or a cohort is known; 0 for the empty text. Others may share it. */
    public static int code(String text) {
        return Hashing.code(text, CODES);
    }

    /** {@link #code} of a market, whatever the case of its letters. */
    public static int marketCode(String market) {
        return code(Markets.name(market));
    }

    /** {@link #code} of the user's cohort, 0 when not known. */
    public int cohort(LocatedEntity user) {
        return cell(user, COHORT);
    }

    /** {@link #marketCode} of the user's market, 0 when not known. */
    public int market(LocatedEntity user) {
        return cell(user, MARKET);
    }

    /** Dense id of the user's market in the catalogue; {@link Ids#UNKNOWN} when the profile names none. */
    public int marketId(LocatedEntity user) {
        return cell(user, MARKET_ID) - 1;
    }

    /** The user's time zone, empty when not known. */
    String zone(LocatedEntity user) {
        return Zones.name(cell(user, ZONE));
    }

    void save(DataOutput out) throws IOException {
        users.save(out);
        cells.save(out);
        items.save(out);
        out.writeLong(outdated);
    }

    void load(DataInput in) throws IOException {
        users.load(in);
        cells.load(in);
        items.load(in);
        outdated = in.readLong();
    }
}
