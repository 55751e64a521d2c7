package dev.fairlead.market.features;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.Entities;
import dev.fairlead.state.EntityType;
import dev.fairlead.state.Hashing;
import dev.fairlead.state.Lookup;
import dev.fairlead.state.Seconds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A marketplace's entities, its catalogue and its users, and how its events update them and the aggregates. */
public final class Market implements Entities<FeatureQuery, MarketRequest> {
    private final Catalogue catalogue = new Catalogue();
    private final Users users;
    private final MarketUpdate update = new MarketUpdate(catalogue);
    private final InteractionKinds kinds;
    private final Lookup nextUsers;
    private final Lookup nextItems = new Lookup(catalogue.items()::expect);

    /** Of which everything stays on the heap. */
    public Market() {
        this(new ActiveEntities());
    }

    /** @param users who may leave the heap */
    public Market(ActiveEntities users) {
        this(users, InteractionKinds.USUAL);
    }

    /** @param kinds what interactions say, by their kind */
    public Market(ActiveEntities users, InteractionKinds kinds) {
        this.kinds = kinds;
        this.users = new Users(users);
        this.nextUsers = new Lookup(users::expect);
    }

    @Override
    public Map<EntityType, ActiveEntities> leaving() {
        return users.active().leave() ? Map.of(Entity.USER, users.active()) : Map.of();
    }

    /** What interactions say, by their kind. */
    public InteractionKinds kinds() {
        return kinds;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Users users() {
        return users;
    }

    @Override
    public void expect(List<Logged> next, Expected rows) {
        for (Logged logged : next) {
            switch (logged.event()) {
                case ItemEvent e -> {
                    nextUsers.add(e.user());
                    nextItems.add(e.item());
                }
                case Impression e -> {
                    nextUsers.add(e.user());
                    e.shown().forEach(shown -> nextItems.add(shown.item()));
                }
                case Search e -> nextUsers.add(e.user());
                case Filter e -> nextUsers.add(e.user());
                case Sort e -> nextUsers.add(e.user());
                default -> {} // rare, or of another app
            }
        }
        int met = nextUsers.find();
        users.expect(nextUsers.ids(), met);
        rows.add(Entity.USER, nextUsers.ids(), met);
        int items = nextItems.find();
        catalogue.expect(nextItems.ids(), items);
        rows.add(Entity.ITEM, nextItems.ids(), items);
    }

    @Override
    public void accept(Event event, Updates updates) {
        switch (event) {
            case CatalogueItem e -> catalogue.update(e);
            case UserProfile e -> users.update(e, catalogue.market(e.market()));
            case Impression e -> impression(e, updates);
            case Search e -> ofUser(EventKind.SEARCH, e, e.user(), e.session(), e.query(), updates);
            case Filter e -> ofUser(EventKind.FILTER, e, e.user(), e.session(), e.filter(), updates);
            case Sort e -> ofUser(EventKind.SORT, e, e.user(), e.session(), e.order(), updates);
            case Interaction e -> interaction(e, updates);
            case Click e -> ofItem(EventKind.CLICK, e, Double.NaN, 1, "", updates);
            case Dwell e -> ofItem(EventKind.DWELL, e, Double.NaN, e.seconds(), "", updates);
            case AddToCart e -> {
                ofItem(EventKind.ADD_TO_CART, e, e.price(), e.quantity(), "", updates);
                users.items().want(update.user, update.item, Seconds.of(e.time()));
            }
            case Purchase e -> {
                ofItem(EventKind.PURCHASE, e, e.price(), e.quantity(), "", updates);
                users.items().buy(update.user, update.item, Seconds.of(e.time()));
            }
            case Hide e -> {
                ofItem(EventKind.HIDE, e, Double.NaN, 1, "", updates);
                users.items().dislike(update.user, update.item, Seconds.of(e.time()), 1);
            }
            case Complaint e -> {
                ofItem(EventKind.COMPLAINT, e, Double.NaN, 1, "", updates);
                dislike(e, kinds.weight("complaint"));
            }
            case Return e -> {
                ofItem(EventKind.RETURN, e, Double.NaN, e.quantity(), "", updates);
                dislike(e, kinds.weight("return"));
            }
            default -> {} // of the platform or of another app
        }
    }

    /** A dislike that hides the item counts as a hide. */
    private void interaction(Interaction e, Updates updates) {
        double weight = kinds.weight(e.kind());
        EventKind kind = weight > 0
                ? EventKind.INTERACTION
                : weight == 0 ? EventKind.NEUTRAL : weight > -1 ? EventKind.DISLIKE : EventKind.HIDE;
        ofItem(kind, e, Double.NaN, 1, kind == EventKind.HIDE ? "" : e.kind(), updates);
        dislike(e, weight);
        if (weight > 0 && kinds.known(e.kind())) {
            users.items().like(update.user, update.item, Seconds.of(e.time()));
        }
    }

    /** Of the user and the item that were updated just before. @param weight as {@link InteractionKinds#weight} */
    private void dislike(ItemEvent e, double weight) {
        if (weight < 0) {
            users.items().dislike(update.user, update.item, Seconds.of(e.time()), -weight);
        }
    }

    private void impression(Impression e, Updates updates) {
        update.begin(EventKind.IMPRESSION, e.time(), users.meet(e.user(), e.time()), e.session());
        for (Impression.Shown shown : e.shown()) {
            update.item = catalogue.intern(shown.item());
            update.price = shown.price();
            update.position = shown.position();
            updates.add(update);
        }
    }

    private void ofUser(EventKind kind, Event e, String user, String session, String text, Updates updates) {
        update.begin(kind, e.time(), users.meet(user, e.time()), session);
        update.code = Hashing.code(text, Catalogue.CODES);
        updates.add(update);
    }

    private void ofItem(
            EventKind kind, ItemEvent e, double price, double quantity, String ofInteraction, Updates updates) {
        update.begin(kind, e.time(), users.meet(e.user(), e.time()), e.session());
        update.code = Hashing.code(ofInteraction, Catalogue.CODES);
        update.item = catalogue.intern(e.item());
        update.price = price;
        update.quantity = quantity;
        updates.add(update);
    }

    /** What interactions say is in the numbers that they add up to. */
    @Override
    public String layout() {
        return "market-2" + kinds.text();
    }

    @Override
    public MarketRequest request(FeatureQuery query) {
        return new MarketRequest(catalogue, users, query);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        catalogue.save(out);
        users.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        catalogue.load(in);
        users.load(in);
    }
}
