package dev.fairlead.features;

import dev.fairlead.events.AddToCart;
import dev.fairlead.events.CatalogueItem;
import dev.fairlead.events.Click;
import dev.fairlead.events.Complaint;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Dwell;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.Filter;
import dev.fairlead.events.Hide;
import dev.fairlead.events.Impression;
import dev.fairlead.events.Interaction;
import dev.fairlead.events.ItemEvent;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.events.Purchase;
import dev.fairlead.events.Return;
import dev.fairlead.events.Search;
import dev.fairlead.events.Sort;
import dev.fairlead.events.UserProfile;
import dev.fairlead.log.Cursor;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The features of one app and their state: a fold over the log.
 *
 * <p>One thread applies events, in batches; any thread reads. A read sees the state between two batches, never inside
 * one, and says at which position: {@link FeatureView#asOf}. The state is a function of the log up to there and of
 * nothing else, so another store with the same definition, fed the same prefix, gives the same floats bit for bit.
 */
public final class FeatureStore implements State {
    private static final long SNAPSHOT = 0x666c5f6665617435L; // "fl_feat5", first and last in a snapshot

    private final List<Feature> features;
    private final List<Aggregate> aggregates;
    private final Aggregate[][] bySignal;
    private final String fingerprint;
    private final String layout;

    private final Catalogue catalogue = new Catalogue();
    private final Users users = new Users();
    private final Occurrence occurrence = new Occurrence(catalogue);
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final FeatureView view = new FeatureView(this);
    private final Cursor applied = new Cursor();
    private boolean damaged;

    private FeatureStore(List<Feature> features, List<Aggregate> aggregates) {
        this.features = List.copyOf(features);
        this.aggregates = List.copyOf(aggregates);
        this.bySignal = new Aggregate[Signal.values().length][];
        for (Signal signal : Signal.values()) {
            bySignal[signal.ordinal()] = aggregates.stream()
                    .filter(a -> a.signals().contains(signal))
                    .toArray(Aggregate[]::new);
        }
        this.fingerprint = fingerprint(features);
        this.layout = layout(aggregates);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects features. Aggregates asked for twice are one and the same. */
    public static final class Builder {
        private final Map<String, Feature> features = new LinkedHashMap<>();
        private final Map<String, Aggregate> aggregates = new LinkedHashMap<>();
        private boolean built;

        private Builder() {}

        /** Adds a feature, which gets the next column. @throws IllegalArgumentException if the name is taken */
        public Builder add(String name, Column column) {
            if (features.put(name, new Feature(name, column)) != null) {
                throw new IllegalArgumentException("two features are named '" + name + "'");
            }
            return this;
        }

        /** A count over the window that ends at the request. */
        public WindowedSum count(Key key, Duration window, int buckets, Signal... signals) {
            return sum(Amount.ONE, key, window, buckets, signals);
        }

        /** A sum over the window that ends at the request, kept in {@code buckets} parts. */
        public WindowedSum sum(Amount amount, Key key, Duration window, int buckets, Signal... signals) {
            return shared(new WindowedSum(key, set(signals), amount, window, buckets));
        }

        public Decayed decayed(Amount amount, Key key, Duration halfLife, Signal... signals) {
            return shared(new Decayed(key, set(signals), amount, halfLife));
        }

        public LastValue last(Amount amount, Key key, Signal... signals) {
            return shared(new LastValue(key, set(signals), amount));
        }

        /** The distinct values of {@code of} that each {@code key} (USER or ALL) met. */
        public Recent recent(Key key, Key of, int capacity, Duration halfLife, Signal... signals) {
            return shared(new Recent(key, set(signals), of, capacity, halfLife));
        }

        /** The distinct values of {@code of} that each user met in the current session; weights do not decay. */
        public Recent session(Key of, int capacity, Signal... signals) {
            return shared(new Recent(set(signals), of, capacity));
        }

        private static Set<Signal> set(Signal... signals) {
            EnumSet<Signal> set = EnumSet.noneOf(Signal.class);
            set.addAll(List.of(signals));
            return set;
        }

        @SuppressWarnings("unchecked") // the spec names the class first, so equal specs are of one class
        private <A extends Aggregate> A shared(A aggregate) {
            return (A) aggregates.computeIfAbsent(aggregate.spec(), _ -> aggregate);
        }

        /** Makes the store. Once only, since the aggregates are its state. */
        public FeatureStore build() {
            if (built) {
                throw new IllegalStateException("this builder's aggregates belong to a store already; use a new one");
            }
            built = true;
            return new FeatureStore(List.copyOf(features.values()), List.copyOf(aggregates.values()));
        }
    }

    public List<Feature> features() {
        return features;
    }

    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    /** Floats in a row. */
    public int width() {
        return features.size();
    }

    /** SHA-256 over the names and definitions of the features in order: equal fingerprints mean interchangeable rows. */
    public String fingerprint() {
        return fingerprint;
    }

    private static String fingerprint(List<Feature> features) {
        return sha256(features.stream()
                .map(f -> f.name() + '=' + f.column().spec() + '\n')
                .collect(Collectors.joining()));
    }

    /** What a snapshot's layout depends on: the aggregates in their order, also those that no feature reads. */
    private static String layout(List<Aggregate> aggregates) {
        return sha256(aggregates.stream().map(Aggregate::spec).collect(Collectors.joining("\n")));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String name() {
        return "features";
    }

    /** Features and aggregates in their order. */
    @Override
    public String layout() {
        return fingerprint + '-' + layout;
    }

    /** Reads at one position of the log. The view must not leave {@code reader}. */
    public <T> T read(Function<FeatureView, T> reader) {
        lock.readLock().lock();
        try {
            checkUsable();
            return reader.apply(view);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The same, for who cannot wait long. @return empty when the state could not be read within {@code atMost} */
    public <T> Optional<T> read(Function<FeatureView, T> reader, Duration atMost) {
        boolean locked = false;
        try {
            locked = lock.readLock().tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
            checkUsable();
            return locked ? Optional.of(reader.apply(view)) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (locked) {
                lock.readLock().unlock();
            }
        }
    }

    /** Something that applies a batch of events to the fold it is given. */
    public interface Batch {
        void feed(Fold fold);
    }

    /** Applies a batch as one step: no read sees half of it. One thread only. */
    public void apply(Batch batch) {
        lock.writeLock().lock();
        try {
            checkUsable();
            batch.feed(this::applyOne);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Applies one event. One thread only; offsets must rise. */
    @Override
    public void accept(Logged logged) {
        apply(fold -> fold.accept(logged));
    }

    private void applyOne(Logged logged) {
        applied.advance(logged);
        switch (logged.event()) {
            case CatalogueItem e -> catalogue.update(e);
            case UserProfile e -> users.update(e);
            case Impression e -> impression(e);
            case Search e -> ofUser(Signal.SEARCH, e, e.user(), e.session(), e.query());
            case Filter e -> ofUser(Signal.FILTER, e, e.user(), e.session(), e.filter());
            case Sort e -> ofUser(Signal.SORT, e, e.user(), e.session(), e.order());
            case Interaction e -> ofItem(Signal.INTERACTION, e, e, Double.NaN, 1, e.kind());
            case Click e -> ofItem(Signal.CLICK, e, e, Double.NaN, 1, "");
            case Dwell e -> ofItem(Signal.DWELL, e, e, Double.NaN, e.seconds(), "");
            case AddToCart e -> ofItem(Signal.ADD_TO_CART, e, e, e.price(), e.quantity(), "");
            case Purchase e -> ofItem(Signal.PURCHASE, e, e, e.price(), e.quantity(), "");
            case Hide e -> ofItem(Signal.HIDE, e, e, Double.NaN, 1, "");
            case Complaint e -> ofItem(Signal.COMPLAINT, e, e, Double.NaN, 1, "");
            case Return e -> ofItem(Signal.RETURN, e, e, Double.NaN, e.quantity(), "");
            case Decision _,
                    Promotion _,
                    Exposure _,
                    LaunchStarted _,
                    LaunchChanged _ -> {} // what was decided is not yet something that happened to anybody
        }
    }

    private void impression(Impression e) {
        begin(Signal.IMPRESSION, e.time(), users.meet(e.user(), e.time()), e.session());
        for (Impression.Shown shown : e.shown()) {
            occurrence.item = catalogue.intern(shown.item());
            occurrence.price = shown.price();
            occurrence.position = shown.position();
            tell();
        }
    }

    private void ofUser(Signal signal, Event e, String user, String session, String text) {
        begin(signal, e.time(), users.meet(user, e.time()), session);
        occurrence.code = Hashing.code(text, Catalogue.CODES);
        tell();
    }

    private void ofItem(Signal signal, Event event, ItemEvent e, double price, double quantity, String kind) {
        begin(signal, event.time(), users.meet(e.user(), event.time()), e.session());
        occurrence.code = Hashing.code(kind, Catalogue.CODES);
        occurrence.item = catalogue.intern(e.item());
        occurrence.price = price;
        occurrence.quantity = quantity;
        tell();
    }

    private void begin(Signal signal, long time, int user, String session) {
        occurrence.signal = signal;
        occurrence.time = time;
        occurrence.user = user;
        occurrence.session = Hashing.of(session);
        occurrence.item = Ids.UNKNOWN;
        occurrence.price = Double.NaN;
        occurrence.quantity = 1;
        occurrence.position = 0;
        occurrence.code = 0;
    }

    private void tell() {
        for (Aggregate aggregate : bySignal[occurrence.signal.ordinal()]) {
            aggregate.update(occurrence);
        }
    }

    Position applied() {
        return applied.position();
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Users users() {
        return users;
    }

    float[] rows(FeatureQuery query) {
        return rows(new Reading(catalogue, users, query));
    }

    float[] rows(FeatureQuery query, int[] items) {
        return rows(new Reading(catalogue, users, query, items));
    }

    private float[] rows(Reading reading) {
        int width = width();
        float[] rows = new float[reading.size() * width];
        for (int column = 0; column < width; column++) {
            features.get(column).column().filler().fill(reading, rows, width, column);
        }
        return rows;
    }

    /** Writes the whole state. Reads go on meanwhile; applying waits. */
    public void save(DataOutput out) throws IOException {
        lock.readLock().lock();
        try {
            checkUsable();
            out.writeLong(SNAPSHOT);
            out.writeUTF(fingerprint);
            out.writeUTF(layout);
            out.writeUTF(applied.position().toString());
            catalogue.save(out);
            users.save(out);
            for (Aggregate aggregate : aggregates) {
                aggregate.save(out);
            }
            out.writeLong(SNAPSHOT);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Fills an empty store with a state that {@link #save} wrote.
     *
     * @throws IOException if the snapshot is of other features (the store stays empty), or is cut short or damaged (the
     *     store holds part of it and refuses all further use: make a new one and replay the log)
     * @throws IllegalStateException if the store is not empty
     */
    public void load(DataInput in) throws IOException {
        lock.writeLock().lock();
        try {
            checkUsable();
            checkEmpty();
            readHeader(in);
            damaged = true;
            readState(in);
            damaged = false;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void checkEmpty() {
        if (!applied.position().equals(Position.START)) {
            throw new IllegalStateException(
                    "a snapshot is loaded into an empty store; this one is at position " + applied.position());
        }
    }

    private void readHeader(DataInput in) throws IOException {
        String other;
        String otherLayout;
        try {
            if (in.readLong() != SNAPSHOT) {
                throw new IOException("no mark at its start");
            }
            other = in.readUTF();
            otherLayout = in.readUTF();
        } catch (IOException e) {
            throw new IOException(
                    "not a feature snapshot of this version; delete it, and the state is replayed from the log", e);
        }
        if (!other.equals(fingerprint)) {
            throw new IOException("the snapshot is of other features: its fingerprint is " + other + ", expected "
                    + fingerprint + "; delete it, and the state is replayed from the log");
        }
        if (!otherLayout.equals(layout)) {
            throw new IOException("the snapshot is of the same features over other aggregates, or in another order;"
                    + " delete it, and the state is replayed from the log");
        }
    }

    private void readState(DataInput in) throws IOException {
        try {
            Position position = Position.parse(in.readUTF());
            catalogue.load(in);
            users.load(in);
            for (Aggregate aggregate : aggregates) {
                aggregate.load(in);
            }
            if (in.readLong() != SNAPSHOT) {
                throw new IOException("the end mark is missing");
            }
            applied.moveTo(position);
        } catch (IOException | RuntimeException e) { // lengths that are nonsense throw all sorts
            throw new IOException(
                    "the feature snapshot is cut short or damaged; delete it, and the state is replayed from the log",
                    e);
        }
    }

    private void checkUsable() {
        if (damaged) {
            throw new IllegalStateException("this store was half filled from a damaged snapshot; make a new one");
        }
    }
}
