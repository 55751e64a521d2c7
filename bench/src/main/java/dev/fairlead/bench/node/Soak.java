package dev.fairlead.bench.node;

import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.Retrieval;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.Snapshots;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.ColdRows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The feed's state through many simulated days: as many users come each day, most of them regulars, some for one day only, and a few of
 * those once more some days later; every visit is a session of its own, and each day brings some new items. All but the times measured is the same
 * in every run.
 */
final class Soak {
    /** Monday, 2026-03-02T00:00:00Z. */
    private static final long START = 1_772_409_600_000L;

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int BATCH = 500;
    private static final int SHOWN = 10;
    private static final int CANDIDATES = 100;
    private static final int VISIT = 8; // events of one session
    private static final int RETURN = 10; // most days until one comes again who was there for a day
    private static final int PER_NEW_ITEM = 10_000; // events

    /**
     * @param days simulated
     * @param events a day
     * @param regulars users who come on any day
     * @param items at the start; every 10,000 events bring one more
     * @param reads after each day
     */
    record Size(int days, int events, int regulars, int items, int reads) {}

    /**
     * What one day left behind.
     *
     * @param applySeconds for the day's events, without making them
     * @param heap bytes of ids and rows as the state counts them
     * @param usedHeap bytes of everything as the collector counts them, this run's other objects included
     * @param p50 seconds of a read of {@value #CANDIDATES} candidates
     * @param cpu99 the same of the time that the thread had a core, which others on the machine do not change
     * @param checksum of all floats that were read
     */
    record Day(
            int day,
            int events,
            double applySeconds,
            int onHeap,
            long onDisk,
            long left,
            long heap,
            long usedHeap,
            long disk,
            double p50,
            double p99,
            double cpu99,
            int checksum) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Size size;
    private final Snapshots snapshots;
    private final LongSupplier usedHeap;
    private final ActiveEntities users;
    private final FeedFeatures features;
    private final Retrieval retrieval;
    private final SplittableRandom random = new SplittableRandom(1);
    private int items;
    private int newItems;
    private long offset;
    private int visits;
    private int number; // of events

    /**
     * @param idle after which users leave the heap; 0 for never
     * @param folder for a snapshot each day
     * @param usedHeap measures the heap after each day
     */
    Soak(Size size, Duration idle, ColdRows cold, Path folder, LongSupplier usedHeap) {
        this.size = size;
        this.snapshots = new Snapshots(folder);
        this.usedHeap = usedHeap;
        this.users = new ActiveEntities(idle, cold);
        this.features = FeedFeatures.create(users);
        this.retrieval = new Retrieval(features, IndexFactory.EXACT, Runnable::run);
    }

    /** Something that looks at each day. */
    interface Watcher {
        void saw(Day day);
    }

    List<Day> run(Watcher watcher) throws IOException {
        List<Event> catalogue = new ArrayList<>();
        while (items < size.items) {
            catalogue.add(described(START));
        }
        apply(catalogue);
        List<Day> days = new ArrayList<>();
        for (int day = 0; day < size.days; day++) {
            days.add(day(day));
            watcher.saw(days.getLast());
        }
        return days;
    }

    private Day day(int day) throws IOException {
        long nanos = 0;
        for (int from = 0; from < size.events; from += BATCH) {
            List<Event> batch = batch(day, from, Math.min(size.events, from + BATCH));
            long begun = System.nanoTime();
            apply(batch);
            nanos += System.nanoTime() - begun;
        }
        Position position = features.store().read(view -> view.asOf());
        snapshots.save(List.of(new Snapshots.Placed(features.store(), position)));
        double[] seconds = new double[size.reads];
        double[] cpu = new double[size.reads];
        int checksum = 1;
        for (int i = 0; i < seconds.length; i++) {
            FeatureQuery query = query(day);
            long cpuBegun = THREADS.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            float[] rows = features.store().read(view -> view.rows(query));
            seconds[i] = (System.nanoTime() - begun) / 1e9;
            cpu[i] = (THREADS.getCurrentThreadCpuTime() - cpuBegun) / 1e9;
            checksum = 31 * checksum + Arrays.hashCode(rows);
        }
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        return new Day(
                day + 1,
                size.events,
                nanos / 1e9,
                users.size(),
                users.away(),
                users.left(),
                features.store().rowBytes() + users.heapBytes(),
                usedHeap.getAsLong(),
                users.diskBytes(),
                seconds[seconds.length / 2],
                seconds[seconds.length * 99 / 100],
                cpu[cpu.length * 99 / 100],
                checksum);
    }

    private void apply(List<Event> batch) {
        for (Event event : batch) {
            Logged logged = Logged.at(++offset, event);
            features.store().accept(logged);
            retrieval.accept(logged);
        }
        retrieval.rebuildWhenDue();
        features.store().spill();
    }

    private List<Event> batch(int day, int from, int to) {
        List<Event> batch = new ArrayList<>();
        String user = "";
        String session = "";
        for (int i = from; i < to; i++) {
            long time = START + day * DAY + i * DAY / size.events;
            if (i % VISIT == 0 || user.isEmpty()) {
                user = visitor(day);
                session = "session " + ++visits;
            }
            batch.add(number > (newItems + 1) * PER_NEW_ITEM ? arrived(time) : event(time, user, session));
        }
        return batch;
    }

    /** Three of four are regulars; most others come on this day only, and some were here for a day lately. */
    private String visitor(int day) {
        int kind = random.nextInt(20);
        return kind < 15
                ? "regular " + random.nextInt(size.regulars)
                : kind < 19 || day == 0 ? oneDay(day) : oneDay(day - 1 - random.nextInt(Math.min(day, RETURN)));
    }

    private String oneDay(int day) {
        return "of day " + day + ", " + random.nextInt(Math.max(1, size.events / (4 * VISIT)));
    }

    private Event event(long time, String user, String session) {
        String id = "e" + ++number;
        return switch (random.nextInt(10)) {
            case 0 ->
                new Impression(
                        id,
                        time,
                        user,
                        session,
                        id,
                        "home",
                        Context.UNKNOWN,
                        IntStream.rangeClosed(1, SHOWN)
                                .mapToObj(position -> new Impression.Shown(item(), position, 19.9, 1))
                                .toList());
            case 1, 2, 3 -> new Click(id, time, user, session, item(), "");
            default -> new Interaction(id, time, user, session, item(), "", "view");
        };
    }

    private CatalogueItem arrived(long time) {
        newItems++;
        return described(time);
    }

    private CatalogueItem described(long time) {
        int item = items++;
        return new CatalogueItem(
                "e" + ++number,
                time,
                "item " + item,
                1 + random.nextInt(200),
                0.1,
                "EUR",
                List.of("top " + item % 20, "category " + item % 200),
                "brand " + item % 500,
                "seller " + item % 1_000,
                START,
                4,
                3,
                50,
                time,
                "",
                List.of());
    }

    private String item() {
        return "item " + random.nextInt(items);
    }

    /** Nine of ten by regulars, the others by who came on one day only, lately or today. */
    private FeatureQuery query(int day) {
        String user = random.nextInt(10) < 9
                ? "regular " + random.nextInt(size.regulars)
                : oneDay(day - random.nextInt(Math.min(day + 1, RETURN)));
        return new FeatureQuery(
                user,
                "session " + visits,
                Context.UNKNOWN,
                START + (day + 1) * DAY,
                IntStream.range(0, CANDIDATES).mapToObj(_ -> item()).toList(),
                new double[0]);
    }
}
