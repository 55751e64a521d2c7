package dev.fairlead.state;

import dev.fairlead.events.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entities of which nothing is known but their names, which events and queries give: all that an app needs whose features are
 * aggregates alone. A query is for one row.
 *
 * @param <Q> what rows are wanted for
 */
public final class NamedEntities<Q> implements Entities<Q, NamedEntities.Request> {
    /** One query with its entities found. */
    public static final class Request extends FeatureRequest {
        private final LocatedEntity[] entities;

        private Request(long at, LocatedEntity[] entities) {
            super(at, 0, 1, entities.length);
            this.entities = entities;
        }

        @Override
        public int row(EntityType type) {
            return entities[type.ordinal()].index();
        }

        @Override
        protected @Nullable ColdEntity cold(EntityType type) {
            return entities[type.ordinal()].cold().orElse(null);
        }

        @Override
        public int candidate(int candidate) {
            return 0;
        }

        @Override
        protected int find(EntityType type, int candidate) {
            return row(type);
        }
    }

    /** How events of one type update aggregates. */
    private record Rule<E extends Event>(
            Class<E> type,
            UpdateKind kind,
            BiFunction<E, EntityType, String> entity,
            Map<Measure, ToDoubleFunction<E>> amounts) {}

    private final class Named extends Update {
        private final int[] rows = new int[types.size()];
        private UpdateKind kind;
        private @Nullable Event event;
        private @Nullable Rule<?> rule;

        private Named(UpdateKind first) {
            kind = first;
        }

        private <E extends Event> void fill(Rule<E> of, E from) {
            time = from.time();
            session = 0;
            kind = of.kind;
            rule = of;
            event = from;
            for (EntityType type : types) {
                rows[type.ordinal()] = ids.get(type.ordinal()).meet(of.entity.apply(from, type));
            }
        }

        @Override
        public UpdateKind kind() {
            return kind;
        }

        @Override
        public int row(EntityType type) {
            return rows[type.ordinal()];
        }

        @Override
        public double amount(Measure measure) {
            return rule == null || event == null ? Double.NaN : amount(rule, event, measure);
        }

        private static <E extends Event> double amount(Rule<E> rule, Event event, Measure measure) {
            ToDoubleFunction<E> amount = rule.amounts.get(measure);
            return amount == null ? Double.NaN : amount.applyAsDouble(rule.type.cast(event));
        }
    }

    private final List<EntityType> types;
    private final BiFunction<Q, EntityType, String> named;
    private final ToLongFunction<Q> time;
    private final List<ActiveEntities> ids = new ArrayList<>();
    private final List<Rule<?>> rules = new ArrayList<>();
    private final Named update;

    /**
     * @param types the app's types of entity, in order of their ordinals; all of scope REQUEST
     * @param kinds the app's kinds of update, at least one
     * @param named name of a query's entity of a type; empty when it has none
     * @param time of a query, in milliseconds since 1970
     */
    public NamedEntities(
            EntityType[] types, UpdateKind[] kinds, BiFunction<Q, EntityType, String> named, ToLongFunction<Q> time) {
        this.types = List.of(types);
        this.named = named;
        this.time = time;
        this.types.forEach(_ -> ids.add(new ActiveEntities()));
        this.update = new Named(kinds[0]);
    }

    /** Entities of a type leave the heap. Before the store is made. */
    public NamedEntities<Q> leaving(EntityType type, ActiveEntities entities) {
        ids.set(type.ordinal(), entities);
        return this;
    }

    @Override
    public Map<EntityType, ActiveEntities> leaving() {
        Map<EntityType, ActiveEntities> leaving = new LinkedHashMap<>();
        types.stream()
                .filter(type -> ids.get(type.ordinal()).leave())
                .forEach(type -> leaving.put(type, ids.get(type.ordinal())));
        return leaving;
    }

    /**
     * Events of this type are updates of this kind.
     *
     * @param entity name of an event's entity of a type; empty when it has none
     * @param amounts the numbers that such events have
     */
    public <E extends Event> NamedEntities<Q> on(
            Class<E> type,
            UpdateKind kind,
            BiFunction<E, EntityType, String> entity,
            Map<Measure, ToDoubleFunction<E>> amounts) {
        rules.add(new Rule<>(type, kind, entity, Map.copyOf(amounts)));
        return this;
    }

    @Override
    public void accept(Event event, Updates updates) {
        for (Rule<?> rule : rules) {
            if (rule.type.isInstance(event)) {
                fill(rule, event);
                updates.add(update);
            }
        }
    }

    private <E extends Event> void fill(Rule<E> rule, Event event) {
        update.fill(rule, rule.type.cast(event));
    }

    @Override
    public Request request(Q query) {
        LocatedEntity[] entities = new LocatedEntity[types.size()];
        for (EntityType type : types) {
            entities[type.ordinal()] = ids.get(type.ordinal()).locate(named.apply(query, type));
        }
        return new Request(time.applyAsLong(query), entities);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (ActiveEntities each : ids) {
            each.save(out);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (ActiveEntities each : ids) {
            each.load(in);
        }
    }
}
