package dev.fairlead.state;

import dev.fairlead.events.Erasure;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.log.Cursor;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The features of one app and their state: a fold over the log.
 *
 * <p>One thread applies events, in batches; any thread reads. A read sees the state between two batches, never inside
 * one, and says at which position: {@link FeatureView#asOf}. The state is a function of the log up to there and of
 * nothing else, so another store with the same definition, fed the same prefix, gives the same floats bit for bit.
 *
 * @param <Q> what rows are wanted for
 * @param <E> the app's entities
 */
public final class FeatureStore<Q, E extends Entities<Q, ?>> implements State {
    private static final long SNAPSHOT = 0x666c5f6665617437L; // "fl_feat7", first and last in a snapshot

    private final List<Feature> features;
    private final List<EntityType> types;
    private final EntityRows[] rows; // by entity type
    private final Group[][] byKind;
    private final List<ActiveEntities> leaving;
    private final List<ActiveEntities> persons;
    private final String fingerprint;
    private final String layout;

    private final E entities;
    private final List<Companion<? super E>> companions;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Entities.Updates updates = this::update;
    private final Entities.Expected expected = this::expect;
    private final FeatureView<Q, E> view;
    private final Cursor applied = new Cursor();
    private boolean damaged;

    private FeatureStore(
            List<Feature> features,
            List<Column<FeatureRequest>> columns,
            List<Aggregate> aggregates,
            List<Companion<? super E>> companions,
            E entities) {
        this.companions = companions;
        this.features = List.copyOf(features);
        this.view = new FeatureView<>(this, entities, List.copyOf(columns));
        this.entities = entities;
        this.types = aggregates.stream()
                .flatMap(aggregate -> aggregate.types().stream())
                .distinct()
                .toList();
        this.rows = rows(aggregates);
        this.byKind = byKind(aggregates);
        this.leaving = leaving(aggregates, entities, rows);
        this.persons = entities.leaving().entrySet().stream()
                .filter(each -> each.getKey().person())
                .map(Map.Entry::getValue)
                .toList();
        this.fingerprint = fingerprint(features);
        this.layout = layout(aggregates, entities.layout(), companions);
    }

    /** Gives each aggregate its place in the rows of its key. */
    private static EntityRows[] rows(List<Aggregate> aggregates) {
        int types =
                1 + aggregates.stream().mapToInt(a -> a.key().ordinal()).max().orElse(-1);
        int[] sizes = new int[types];
        aggregates.forEach(a -> a.place(sizes[a.key().ordinal()]++));
        return Arrays.stream(sizes).mapToObj(EntityRows::new).toArray(EntityRows[]::new);
    }

    /** The entities that leave the heap, each type with its rows. */
    private static List<ActiveEntities> leaving(
            List<Aggregate> aggregates, Entities<?, ?> entities, EntityRows[] rows) {
        Map<EntityType, ActiveEntities> leaving = entities.leaving();
        for (Aggregate aggregate : aggregates) {
            for (EntityType held : aggregate.held()) {
                if (leaving.containsKey(held)) {
                    throw new IllegalArgumentException(
                            aggregate.spec() + " holds ids of " + held
                                    + ", which another entity could get when one has left the heap; let them stay, or leave this out");
                }
            }
        }
        leaving.forEach((type, of) -> {
            if (type.scope() != EntityType.Scope.REQUEST) {
                throw new IllegalArgumentException(
                        "entities of " + type
                                + " cannot leave the heap: a request reads many of them, and only its own entities are read from disk");
            }
            if (type.ordinal() < rows.length) {
                rows[type.ordinal()].leaveWith(of);
            }
        });
        return List.copyOf(leaving.values());
    }

    private static Group[][] byKind(List<Aggregate> aggregates) {
        int kinds = 1
                + aggregates.stream()
                        .flatMap(a -> a.kinds().stream())
                        .mapToInt(UpdateKind::ordinal)
                        .max()
                        .orElse(-1);
        Group[][] groups = new Group[kinds][];
        for (int kind = 0; kind < kinds; kind++) {
            int ordinal = kind;
            Map<EntityType, List<Aggregate>> byKey = new LinkedHashMap<>();
            aggregates.stream()
                    .filter(a -> a.kinds().stream().anyMatch(k -> k.ordinal() == ordinal))
                    .forEach(a -> byKey.computeIfAbsent(a.key(), _ -> new ArrayList<>())
                            .add(a));
            groups[kind] = byKey.entrySet().stream()
                    .map(each -> new Group(each.getKey(), each.getValue().toArray(Aggregate[]::new)))
                    .toArray(Group[]::new);
        }
        return groups;
    }

    /** The aggregates of one key that one kind of update adds to. */
    private record Group(EntityType key, Aggregate[] aggregates) {}

    /** @param entities empty ones, which become the store's */
    public static <Q, R extends FeatureRequest, E extends Entities<Q, R>> Builder<Q, R, E> builder(E entities) {
        return new Builder<>(entities);
    }

    /**
     * Collects features. Aggregates asked for twice are one and the same.
     *
     * @param <Q> what rows are wanted for
     * @param <R> a query with its entities found, which columns read
     * @param <E> the app's entities
     */
    public static final class Builder<Q, R extends FeatureRequest, E extends Entities<Q, R>> {
        private final E entities;
        private final Map<String, Column<? super R>> columns = new LinkedHashMap<>();
        private final Map<String, Aggregate> aggregates = new LinkedHashMap<>();
        private final List<Companion<? super E>> companions = new ArrayList<>();
        private boolean built;

        private Builder(E entities) {
            this.entities = entities;
        }

        /** Adds a feature, which gets the next column. @throws IllegalArgumentException if the name is taken */
        public Builder<Q, R, E> add(String name, Column<? super R> column) {
            if (columns.put(name, column) != null) {
                throw new IllegalArgumentException("two features are named '" + name + "'");
            }
            return this;
        }

        /** Keeps something beside the rows. @return it */
        public <C extends Companion<? super E>> C with(C companion) {
            companions.add(companion);
            return companion;
        }

        /** A count over the window that ends at the request. */
        public WindowedSum count(Measure one, EntityType key, Duration window, int buckets, UpdateKind... kinds) {
            return sum(one, key, window, buckets, kinds);
        }

        /** A sum over the window that ends at the request, kept in {@code buckets} parts. */
        public WindowedSum sum(Measure amount, EntityType key, Duration window, int buckets, UpdateKind... kinds) {
            return shared(new WindowedSum(key, set(kinds), amount, window, buckets));
        }

        /** A sum in which an update's amount halves with every {@code halfLife}. */
        public Decayed decayed(Measure amount, EntityType key, Duration halfLife, UpdateKind... kinds) {
            return shared(new Decayed(key, set(kinds), amount, halfLife));
        }

        /** The newest amount. */
        public LastValue last(Measure amount, EntityType key, UpdateKind... kinds) {
            return shared(new LastValue(key, set(kinds), amount));
        }

        /** The distinct values of {@code of} that each {@code key}, an entity of the request, met. */
        public RecentValues recent(
                EntityType key, EntityType of, int capacity, Duration halfLife, UpdateKind... kinds) {
            return shared(new RecentValues(key, set(kinds), of, capacity, halfLife));
        }

        /** The distinct values of {@code of} that each {@code key} met in its current session; weights do not decay. */
        public RecentValues session(EntityType key, EntityType of, int capacity, UpdateKind... kinds) {
            SessionOf session = shared(new SessionOf(key));
            RecentValues list = shared(new RecentValues(key, set(kinds), of, capacity, session));
            session.empties(list);
            return list;
        }

        /** In the order of the app's declaration, as a definition's text has them. */
        private static Set<UpdateKind> set(UpdateKind... kinds) {
            Set<UpdateKind> set = new LinkedHashSet<>();
            Arrays.stream(kinds)
                    .sorted(Comparator.comparingInt(UpdateKind::ordinal))
                    .forEach(set::add);
            return set;
        }

        @SuppressWarnings("unchecked") // the spec names the class first, so equal specs are of one class
        private <A extends Aggregate> A shared(A aggregate) {
            return (A) aggregates.computeIfAbsent(aggregate.spec(), _ -> aggregate);
        }

        /** Makes the store. Once only, since the aggregates are its state. */
        public FeatureStore<Q, E> build() {
            if (built) {
                throw new IllegalStateException("this builder's aggregates belong to a store already; use a new one");
            }
            built = true;
            List<Feature> features = columns.entrySet().stream()
                    .map(each -> new Feature(each.getKey(), each.getValue()))
                    .toList();
            return new FeatureStore<>(
                    features,
                    columns.values().stream().map(Builder::reading).toList(),
                    List.copyOf(aggregates.values()),
                    List.copyOf(companions),
                    entities);
        }

        @SuppressWarnings("unchecked") // the store gives its columns the requests of its entities alone, which are R
        private static Column<FeatureRequest> reading(Column<?> column) {
            return (Column<FeatureRequest>) column;
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
        return Sha256.of(features.stream()
                .map(f -> f.name() + '=' + f.column().spec() + '\n')
                .collect(Collectors.joining()));
    }

    /** What a snapshot's layout depends on: the aggregates in their order, also those that no feature reads, the entities, and what is beside the rows. */
    private static String layout(List<Aggregate> aggregates, String entities, List<? extends Companion<?>> companions) {
        return Sha256.of(Stream.of(
                        Stream.of("seconds since 1990"),
                        aggregates.stream().map(Aggregate::spec),
                        Stream.of(entities).filter(text -> !text.isEmpty()),
                        companions.stream().map(Companion::spec))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n")));
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
    public <T> T read(Function<FeatureView<Q, E>, T> reader) {
        lock.readLock().lock();
        try {
            checkUsable();
            return reader.apply(view);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The same, for who cannot wait long. @return empty when the state could not be read within {@code atMost} */
    public <T> Optional<T> read(Function<FeatureView<Q, E>, T> reader, Duration atMost) {
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

    /** The view for a caller that keeps the store still itself, as a node's {@link dev.fairlead.log.StateReader} does. */
    public FeatureView<Q, E> view() {
        checkUsable();
        return view;
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

    @Override
    public void expect(List<Logged> next) {
        entities.expect(next, expected);
        companions.forEach(of -> of.expect(entities, next));
    }

    private void expect(EntityType type, int[] entities, int count) {
        if (type.ordinal() < rows.length) {
            rows[type.ordinal()].expect(entities, count);
        }
    }

    /** Applies one event. One thread only; offsets must rise. */
    @Override
    public void accept(Logged logged) {
        apply(fold -> fold.accept(logged));
    }

    private void applyOne(Logged logged) {
        applied.advance(logged);
        boolean whole = false;
        try {
            for (ActiveEntities of : leaving) {
                of.advance(logged.event().time());
            }
            entities.accept(logged.event(), updates);
            companions.forEach(of -> of.accept(entities, logged.event()));
            if (logged.event() instanceof Erasure erasure) {
                persons.forEach(of -> of.erase(erasure.person()));
            }
            whole = true;
        } finally {
            for (EntityRows of : rows) {
                if (whole) {
                    of.close();
                } else {
                    of.abandon();
                }
            }
        }
    }

    private void update(Update update) {
        int kind = update.kind().ordinal();
        if (kind < byKind.length) {
            for (Group group : byKind[kind]) {
                int entity = update.row(group.key);
                if (entity >= 0) {
                    EntityRows of = rows[group.key.ordinal()];
                    of.open(entity);
                    for (Aggregate aggregate : group.aggregates) {
                        aggregate.add(of, update);
                    }
                }
            }
        }
    }

    /** Types of the entities that numbers are kept of or that lists hold. */
    List<EntityType> types() {
        return types;
    }

    /** What is kept, by entity type. */
    EntityRows[] kept() {
        return rows;
    }

    Position applied() {
        return applied.position();
    }

    /** Brings what left the heap to disk if there is much of it. For between two batches of events; any thread. */
    public void spill() {
        leaving.forEach(ActiveEntities::spill);
    }

    @Override
    public void saved() {
        leaving.forEach(ActiveEntities::saved);
    }

    /** How many entities of each type that can leave are on the heap and off it, how often one has left, and bytes on disk. */
    public Map<String, DoubleSupplier> gauges() {
        Map<String, DoubleSupplier> gauges = new LinkedHashMap<>();
        entities.leaving().forEach((type, of) -> {
            String name = "." + type.name().toLowerCase(Locale.ROOT);
            gauges.put("entities.heap" + name, of::size);
            gauges.put("entities.disk" + name, of::away);
            gauges.put("entities.left" + name, of::left);
            gauges.put("entities.disk.bytes" + name, of::diskBytes);
        });
        return gauges;
    }

    /** Heap that the rows hold, in bytes, about. */
    public long rowBytes() {
        return Arrays.stream(rows).mapToLong(EntityRows::bytes).sum();
    }

    /** Writes the whole state. Reads go on meanwhile; applying waits. */
    @Override
    public void save(DataOutput out) throws IOException {
        lock.readLock().lock();
        try {
            checkUsable();
            out.writeLong(SNAPSHOT);
            out.writeUTF(fingerprint);
            out.writeUTF(layout);
            out.writeUTF(applied.position().toString());
            entities.save(out);
            for (EntityRows of : rows) {
                of.save(out);
            }
            for (Companion<? super E> of : companions) {
                of.save(out);
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
    @Override
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
            entities.load(in);
            for (EntityRows of : rows) {
                of.load(in);
            }
            for (Companion<? super E> of : companions) {
                of.load(in);
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
