package dev.fairlead.feed;

import dev.fairlead.log.Logged;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.retrieval.TowerModel;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The item vectors of every model that serves, which the feed's sources search. One thread applies what the feature state has applied
 * before; any thread reads.
 */
public final class Retrieval {
    /** Changes over an index that are scanned before it is built anew: at least so many, and a tenth of it. */
    private static final int CHANGES = 10_000;

    private final FeedFeatures features;
    private final IndexFactory factory;
    private final Executor background;
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

    /** Applies one event that the feature state has applied just before. Building indexes anew waits for {@link #rebuildWhenDue}. */
    public void accept(Logged logged) {
        if (logged.event() instanceof CatalogueItem listed && !towers.isEmpty()) {
            features.store().read(view -> {
                Catalogue catalogue = view.entities().catalogue();
                int item = catalogue.items().find(listed.item());
                towers.values().forEach(building -> building.towers.put(catalogue, item));
                return logged;
            });
        }
    }

    /** Builds indexes of item vectors anew that have changed much. To be called between batches. */
    public void rebuildWhenDue() {
        towers.values().forEach(this::rebuildWhenDue);
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
}
