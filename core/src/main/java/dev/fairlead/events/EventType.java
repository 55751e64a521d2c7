package dev.fairlead.events;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of event, with the name each has on the wire and how it is read. */
public enum EventType {
    ITEM("item", CatalogueItem.class, CatalogueItem::read),
    USER("user", UserProfile.class, UserProfile::read),
    SEARCH("search", Search.class, Search::read),
    FILTER("filter", Filter.class, Filter::read),
    SORT("sort", Sort.class, Sort::read),
    IMPRESSION("impression", Impression.class, Impression::read),
    INTERACTION("interaction", Interaction.class, Interaction::read),
    CLICK("click", Click.class, Click::read),
    DWELL("dwell", Dwell.class, Dwell::read),
    ADD_TO_CART("add_to_cart", AddToCart.class, AddToCart::read),
    PURCHASE("purchase", Purchase.class, Purchase::read),
    HIDE("hide", Hide.class, Hide::read),
    COMPLAINT("complaint", Complaint.class, Complaint::read),
    RETURN("return", Return.class, Return::read),
    DECISION("decision", Decision.class, Decision::read),
    PROMOTION("promotion", Promotion.class, Promotion::read),
    EXPOSURE("exposure", Exposure.class, Exposure::read),
    LAUNCH_STARTED("launch_started", LaunchStarted.class, LaunchStarted::read),
    LAUNCH_CHANGED("launch_changed", LaunchChanged.class, LaunchChanged::read);

    private interface Reader {
        Event read(String id, long time, Contract in) throws ContractViolation;
    }

    private static final Map<String, EventType> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.wire, t -> t));
    private static final Map<Class<?>, EventType> BY_RECORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.record, t -> t));

    private final String wire;
    private final Class<? extends Event> record;
    private final Reader reader;

    EventType(String wire, Class<? extends Event> record, Reader reader) {
        this.wire = wire;
        this.record = record;
        this.reader = reader;
    }

    /** The value of the field {@code type}. */
    public String wire() {
        return wire;
    }

    public static EventType of(Event event) {
        return Objects.requireNonNull(BY_RECORD.get(event.getClass()));
    }

    static Optional<EventType> named(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    /** The values of the field {@code type}. */
    public static List<String> wires() {
        return Arrays.stream(values()).map(EventType::wire).toList();
    }

    static String names() {
        return Arrays.stream(values()).map(EventType::wire).collect(Collectors.joining(", "));
    }

    /**
     * Reads one event and checks its contract.
     *
     * @throws ContractViolation if a field is missing, unknown, of the wrong kind or out of range
     */
    public static Event read(Fields fields) throws ContractViolation {
        Contract in = new Contract(fields);
        String name = in.text("type");
        EventType type = named(name)
                .orElseThrow(() -> new ContractViolation(
                        "type", "unknown event type '" + name + "'; known types are " + EventType.names()));
        Event event = type.reader.read(in.text("id"), in.time("time"), in);
        in.refuseUnread();
        return event;
    }

    /** Writes one event with its {@code type}, {@code id} and {@code time}. */
    public static void write(Event event, FieldWriter out) {
        out.text("type", of(event).wire);
        out.text("id", event.id());
        out.whole("time", event.time());
        event.write(out);
    }
}
