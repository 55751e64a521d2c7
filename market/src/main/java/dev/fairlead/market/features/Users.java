package dev.fairlead.market.features;

import dev.fairlead.market.events.UserProfile;
import dev.fairlead.state.Hashing;
import dev.fairlead.state.Ids;
import dev.fairlead.state.PagedRows;
import dev.fairlead.state.Seconds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of each user, by dense id: the profile, and when the user was first met. */
public final class Users {
    private static final int CODES = 1_000;
    private static final int MARKET = 0;
    private static final int COHORT = 1;
    private static final int CREATED = 2; // Seconds, 0 = not known
    private static final int FIRST_SEEN = 3; // Seconds, 0 = never
    private static final int ZONE = 4; // id + 1, 0 = not known
    private static final int PROFILED = 5; // Seconds of the newest profile

    private final Ids users = new Ids();
    private final Ids zones = new Ids();
    private final PagedRows cells = new PagedRows(6);
    private int near;

    /** The users' dense ids. */
    public Ids ids() {
        return users;
    }

    public int find(String user) {
        return users.find(user);
    }

    /** How many users were met. */
    public int size() {
        return users.size();
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
        int id = users.intern(user);
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
        cells.set(id, ZONE, zones.intern(e.timeZone()) + 1);
    }

    /** Seconds since the user's account was made or, if that is not known, since the user was first met; NaN for an unknown user. */
    double ageSeconds(int user, long at) {
        if (user < 0) {
            return Double.NaN;
        }
        int created = cells.integer(user, CREATED);
        return Math.max(0, Seconds.of(at) - (created == 0 ? cells.integer(user, FIRST_SEEN) : created));
    }

    /** The code, 1 to 1,000, by which a market or a cohort is known; 0 for the empty text. Others may share it. */
    public static int code(String text) {
        return Hashing.code(text, CODES);
    }

    /** {@link #code} of the user's cohort, 0 when not known. */
    public int cohort(int user) {
        return user < 0 ? 0 : cells.integer(user, COHORT);
    }

    /** {@link #code} of the user's market, 0 when not known. */
    public int market(int user) {
        return user < 0 ? 0 : cells.integer(user, MARKET);
    }

    /** The user's time zone, empty when not known. */
    String zone(int user) {
        int zone = user < 0 ? 0 : cells.integer(user, ZONE);
        return zone == 0 ? "" : zones.text(zone - 1);
    }

    void save(DataOutput out) throws IOException {
        users.save(out);
        zones.save(out);
        cells.save(out);
    }

    void load(DataInput in) throws IOException {
        users.load(in);
        zones.load(in);
        cells.load(in);
    }
}
