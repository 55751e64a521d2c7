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

/** What is known of each user, by dense id: the profile, and when the user was first met. Users may leave the heap and come back. */
public final class Users {
    private static final int CODES = 1_000;
    private static final int MARKET = 0;
    private static final int COHORT = 1;
    private static final int CREATED = 2; // Seconds, 0 = not known
    private static final int FIRST_SEEN = 3; // Seconds, 0 = never
    private static final int ZONE = 4; // Zones.number, 0 = not known
    private static final int PROFILED = 5; // Seconds of the newest profile

    private static final int CELLS = 6;

    private final ActiveEntities users;
    private final PagedRows cells = new PagedRows(CELLS);
    private final int part;

    Users(ActiveEntities users) {
        this.users = users;
        this.part = users.keep(new Profiles());
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

    int meet(String user, long time) {
        int id = users.meet(user);
        int seconds = Seconds.of(time);
        int first = cells.integer(id, FIRST_SEEN);
        if (first == 0 || seconds < first) {
            cells.set(id, FIRST_SEEN, seconds);
        }
        return id;
    }

    void update(UserProfile e) {
        int id = meet(e.user(), e.created() == 0 ? e.time() : Math.min(e.created(), e.time()));
        int seconds = Seconds.of(e.time());
        if (seconds < cells.integer(id, PROFILED)) {
            return;
        }
        cells.set(id, PROFILED, seconds);
        cells.set(id, MARKET, code(e.market()));
        cells.set(id, COHORT, code(e.cohort()));
        cells.set(id, CREATED, e.created() == 0 ? 0 : Seconds.of(e.created()));
        cells.set(id, ZONE, Zones.number(e.timeZone()));
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

    /** {@link #code} of the user's cohort, 0 when not known. */
    public int cohort(LocatedEntity user) {
        return cell(user, COHORT);
    }

    /** {@link #code} of the user's market, 0 when not known. */
    public int market(LocatedEntity user) {
        return cell(user, MARKET);
    }

    /** The user's time zone, empty when not known. */
    String zone(LocatedEntity user) {
        return Zones.name(cell(user, ZONE));
    }

    void save(DataOutput out) throws IOException {
        users.save(out);
        cells.save(out);
    }

    void load(DataInput in) throws IOException {
        users.load(in);
        cells.load(in);
    }
}
