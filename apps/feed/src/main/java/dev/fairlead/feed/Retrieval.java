package dev.fairlead.feed;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.Users;
import dev.fairlead.retrieval.CoOccurrence;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.retrieval.ItemInteractions;
import dev.fairlead.retrieval.Popular;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.Ids;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What the feed's sources read beside the feature state: counts of what is popular and of what goes together, the newest items, and
 * the item vectors of every model that serves. One thread applies what the feature state has applied before; any thread reads.
 */
public final class Retrieval implements Saved {
    /** Changes over an index that are scanned before it is built anew: at least so many, and a tenth of it. */
    private static final int CHANGES = 10_000;

    private static final int KEPT_NEW = 500;
    private static final CoOccurrence.Config TOGETHER = new CoOccurrence.Config(
            32,
            5,
            Duration.ofDays(30).toSeconds(),
            0.3,
            0.5,
            3,
            Duration.ofDays(3).toSeconds());

    /** Users and items have the feature state's ids: it meets them first. */
    private final FeedFeatures features;

    private final IndexFactory factory;
    private final Executor background;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Popular popular;
    private final CoOccurrence together;
    private final Newest newest = new Newest(KEPT_NEW);
    private final Newest newSellers = new Newest(KEPT_NEW);
    private int[] users = {}; // of the events that are next
    private int[] items = {};
    private volatile Map<TowerModel, Building> towers = Map.of();

    private static final class Building {
        final Towers towers;
        boolean running;

        Building(Towers towers) {
            this.towers = towers;
        }
    }

    /**
     * @param factory builds the indexes of item vectors
     * @param background builds them, one after the other
     */
    public Retrieval(FeedFeatures features, IndexFactory factory, Executor background) {
        this.features = features;
        this.factory = factory;
        this.background = background;
        ActiveEntities users =
                features.store().read(view -> view.entities().users().active());
        Ids items = features.store().read(view -> view.entities().catalogue().items());
        this.popular = new Popular(
                new Ids(), // of its own it needs none
                items,
                Duration.ofDays(3).toSeconds(),
                Duration.ofHours(8).toSeconds(),
                5);
        this.together = new CoOccurrence(new Ids(), items, TOGETHER);
        if (users.leave()) {
            users.keep(popular.ofUsers());
            users.keep(together.ofUsers());
        }
    }

    /** Without an index library, and building in the thread that asks. */
    public static Retrieval exact(FeedFeatures features) {
        return new Retrieval(features, IndexFactory.EXACT, Runnable::run);
    }

    /** Applies what the feature state has applied just before. */
    public void apply(List<Logged> batch) {
        batch.forEach(this::accept);
        rebuildWhenDue();
    }

    /** Tells what will be applied next, as the feature state was told just before. */
    void expect(List<Logged> next) {
        features.store().read(view -> {
            int count = 0;
            users = users.length < next.size() ? new int[next.size()] : users;
            items = items.length < next.size() ? new int[next.size()] : items;
            for (Logged logged : next) {
                Optional<ItemEvent> interaction =
                        ItemInteractions.of(logged.event(), view.entities().kinds());
                if (interaction.isPresent()) {
                    users[count] =
                            view.entities().users().find(interaction.get().user());
                    items[count++] = view.entities()
                            .catalogue()
                            .items()
                            .find(interaction.get().item());
                }
            }
            popular.expect(users, items, count);
            together.expect(users, count);
            return next;
        });
    }

    /** Applies one event that the feature state has applied just before. Building indexes anew waits for {@link #rebuildWhenDue}. */
    public void accept(Logged logged) {
        features.store().read(view -> {
            lock.writeLock().lock();
            try {
                apply(view.entities(), logged.event());
                return logged;
            } finally {
                lock.writeLock().unlock();
            }
        });
    }

    /** Builds indexes of item vectors anew that have changed much. To be called between batches. */
    public void rebuildWhenDue() {
        towers.values().forEach(this::rebuildWhenDue);
    }

    private void apply(Market market, Event event) {
        Users users = market.users();
        Catalogue catalogue = market.catalogue();
        InteractionKinds kinds = market.kinds();
        ItemInteractions.of(event, kinds).ifPresent(interaction -> {
            int user = users.find(interaction.user());
            int item = catalogue.items().find(interaction.item());
            popular.touched(user, item, event.time());
            together.touched(user, item, interaction.session(), event.time());
        });
        if (event instanceof UserProfile profile) {
            popular.lives(users.find(profile.user()), users.market(users.locate(profile.user())));
        }
        if (event instanceof CatalogueItem listed) {
            int item = catalogue.items().find(listed.item());
            newest.put(item, catalogue.since(item));
            newSellers.put(item, catalogue.sellerSince(item));
            towers.values().forEach(building -> building.towers.put(catalogue, item));
        }
    }

    /** From now on these models serve; others' vectors are dropped. New ones are built in the background and found when ready. */
    public void serve(List<TowerModel> wanted) {
        if (towers.keySet().equals(Set.copyOf(wanted))) {
            return;
        }
        Map<TowerModel, Building> next = new HashMap<>();
        for (TowerModel model : wanted) {
            Building known = towers.get(model);
            next.put(model, known == null ? new Building(new Towers(model, features.store(), factory)) : known);
        }
        towers = Map.copyOf(next);
        next.values().forEach(this::rebuildWhenDue);
    }

    private void rebuildWhenDue(Building building) {
        Towers of = building.towers;
        boolean due = !of.ready()
                || of.index().changes() > Math.max(CHANGES, of.index().base() / 10);
        synchronized (building) {
            if (!due || building.running) {
                return;
            }
            building.running = true;
        }
        background.execute(() -> {
            try {
                of.rebuild();
            } catch (RuntimeException e) {
                System.getLogger("fairlead").log(Level.ERROR, "the index of item vectors was not built", e);
            } finally {
                synchronized (building) {
                    building.running = false;
                }
            }
        });
    }

    /** Whether the item vectors of every model that serves are built. */
    public boolean indexed() {
        return towers.values().stream().allMatch(building -> building.towers.ready());
    }

    /** The vectors of a model's towers, when they are built. */
    Optional<Towers> towers(Optional<TowerModel> model) {
        return model.map(towers::get).map(building -> building.towers).filter(Towers::ready);
    }

    /** Reads the counts between two batches. */
    <T> T read(Supplier<T> reader) {
        lock.readLock().lock();
        try {
            return reader.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    Popular popular() {
        return popular;
    }

    CoOccurrence together() {
        return together;
    }

    Newest newest() {
        return newest;
    }

    Newest newSellers() {
        return newSellers;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        popular.save(out);
        together.save(out);
        newest.save(out);
        newSellers.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        popular.load(in);
        together.load(in);
        newest.load(in);
        newSellers.load(in);
    }
}
