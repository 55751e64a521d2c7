package dev.fairlead.grpc;

import static dev.fairlead.grpc.ReflectedClient.field;
import static dev.fairlead.grpc.ReflectedClient.get;
import static dev.fairlead.grpc.ReflectedClient.has;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import dev.fairlead.decide.Decision;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app that the adapter has never seen, asked by a client that knows nothing but what reflection tells it. */
class GrpcApiTest {
    private static final String HOST = "127.0.0.1";
    private static final String SERVICE = "fairlead.v1.DepotFinder";
    private static final long TIME = 1_772_366_400_000L;

    private final List<Decision> answered = Collections.synchronizedList(new ArrayList<>());
    private final GrpcApi api = new GrpcApi(List.of(DepotApp.instance()), answered::add, HOST, 0);

    @AfterEach
    void stop() {
        api.close();
    }

    private ReflectedClient client() throws Exception {
        return ReflectedClient.of(HOST, api.port(), SERVICE);
    }

    private static void set(DynamicMessage.Builder message, String name, Object value) {
        message.setField(field(message, name), value);
    }

    private static DynamicMessage inside(DynamicMessage.Builder message, String name, String field, Object value) {
        DynamicMessage.Builder inside =
                DynamicMessage.newBuilder(field(message, name).getMessageType());
        set(inside, field, value);
        return inside.build();
    }

    /** What must be there. */
    private static DynamicMessage.Builder asked(ReflectedClient client) {
        DynamicMessage.Builder query = client.input("Decide");
        set(query, "parcel", "p1");
        set(query, "at", TIME);
        set(query, "count", 0L);
        set(query, "depots", List.of("north", "south"));
        set(query, "to", List.of(52.5, 13.4));
        set(query, "size", inside(query, "size", "height", 0.0));
        return query;
    }

    @Test
    void theServiceIsThatOfTheApp() throws Exception {
        try (ReflectedClient client = client()) {
            assertTrue(client.services().contains(SERVICE), client.services()::toString);
            assertEquals(
                    List.of("Decide", "AddUp"),
                    client.service().getMethods().stream()
                            .map(method -> method.getName())
                            .toList());
            assertEquals(
                    ServingStatus.SERVING,
                    HealthGrpc.newBlockingStub(client.channel())
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus());
        }
    }

    @Test
    void whatIsNotSentIsNotKnownAndNotAnswered() throws Exception {
        try (ReflectedClient client = client()) {
            DynamicMessage answer = client.call("Decide", asked(client).build());
            assertEquals("d-p1", get(answer, "request"));
            assertEquals("no release", get(answer, "fallback"));
            assertEquals("7", get(answer, "as_of"));
            DynamicMessage back = (DynamicMessage) get(answer, "asked");
            for (String name : List.of("value", "since", "box")) {
                assertFalse(has(back, name), name);
            }
            for (String name : List.of("costs", "row", "from", "way", "stops")) {
                assertEquals(List.of(), get(back, name), name);
            }
            assertEquals("", get(back, "note"));
            assertEquals(3L, get(back, "most"), "the default");
            assertTrue(has(back, "count"), "a 0 that was sent");
            assertTrue(has((DynamicMessage) get(back, "size"), "height"), "a 0 that was sent");
            assertFalse(has((DynamicMessage) get(back, "size"), "weight"));
            DepotApp.Asked query = (DepotApp.Asked) answered.getFirst().query();
            assertTrue(Double.isNaN(query.value()));
            assertEquals(0, query.count());
            DynamicMessage choice = (DynamicMessage) ((List<?>) get(answer, "choices")).getFirst();
            assertEquals("north", get(choice, "action"));
            assertEquals(-0.5, get(choice, "amount"));
            assertTrue(has(choice, "probability"), "a known 0");
            assertFalse(has(choice, "score"));
            assertFalse(has(choice, "value"));
            assertEquals(List.of(0.1f, Float.NaN), get(choice, "features"));
        }
    }

    @Test
    void everyKindOfFieldGoesInAndOut() throws Exception {
        try (ReflectedClient client = client()) {
            DynamicMessage.Builder query = asked(client);
            set(query, "note", "ü 🦊");
            set(query, "zone", "Europe/Berlin");
            set(query, "since", TIME - 1);
            set(query, "value", -0.5);
            set(query, "count", Long.MAX_VALUE);
            set(query, "most", 9L);
            set(query, "urgent", true);
            set(query, "costs", List.of(1.5, Double.NaN));
            set(query, "row", List.of(0.1f, Float.NEGATIVE_INFINITY, Float.NaN));
            set(query, "from", List.of(0.0, 0.0));
            set(query, "way", List.of(1.0, 2.0, 3.0, 4.0));
            set(query, "box", inside(query, "box", "weight", 0.0));
            query.addRepeatedField(field(query, "stops"), inside(query, "stops", "name", "x"));
            DynamicMessage second = inside(query, "stops", "name", "y").toBuilder()
                    .addRepeatedField(field(query, "stops").getMessageType().findFieldByName("roads"), "A1")
                    .build();
            query.addRepeatedField(field(query, "stops"), second);
            DynamicMessage sent = query.build();
            DynamicMessage answer = client.call("Decide", sent);
            assertEquals(values(sent), values((DynamicMessage) get(answer, "asked")));
            DepotApp.Asked read = (DepotApp.Asked) answered.getFirst().query();
            assertEquals("Europe/Berlin", read.where().zone());
            assertArrayEquals(new float[] {0.1f, Float.NEGATIVE_INFINITY, Float.NaN}, read.row());
            assertEquals(List.of("A1"), read.stops().getLast().roads());
        }
    }

    private static List<String> values(DynamicMessage message) {
        return message.getAllFields().entrySet().stream()
                .map(each -> each.getKey().getName() + "=" + each.getValue())
                .toList();
    }

    @Test
    void whatBreaksItsContractIsRefusedByName() throws Exception {
        try (ReflectedClient client = client()) {
            refused("parcel: required field 'parcel' is missing or empty", client, query -> set(query, "parcel", ""));
            refused(
                    "count: required field 'count' is missing or empty",
                    client,
                    query -> query.clearField(field(query, "count")));
            refused("most: 10 is outside 1 to 9", client, query -> set(query, "most", 10L));
            refused(
                    "value: Infinity is not a finite number",
                    client,
                    query -> set(query, "value", Double.POSITIVE_INFINITY));
            refused(
                    "costs[1]: Infinity is not a finite number",
                    client,
                    query -> set(query, "costs", List.of(1.0, Double.POSITIVE_INFINITY)));
            refused(
                    "size.height: required field 'height' is missing or empty",
                    client,
                    query -> set(
                            query,
                            "size",
                            DynamicMessage.getDefaultInstance(
                                    field(query, "size").getMessageType())));
            refused(
                    "stops[0].name: required field 'name' is missing or empty",
                    client,
                    query -> query.addRepeatedField(
                            field(query, "stops"),
                            DynamicMessage.getDefaultInstance(
                                    field(query, "stops").getMessageType())));
            refused(
                    "zone: 'Berlin' is not an IANA time zone, like Europe/Berlin or UTC",
                    client,
                    query -> set(query, "zone", "Berlin"));
            refused(
                    "at: 1772366400 is before the year 1990; times are milliseconds since 1970, not seconds",
                    client,
                    query -> set(query, "at", TIME / 1_000));
            assertTrue(answered.isEmpty());
        }
    }

    private interface Change {
        void make(DynamicMessage.Builder query);
    }

    private static void refused(String sentence, ReflectedClient client, Change change) {
        DynamicMessage.Builder query = asked(client);
        change.make(query);
        Status status = assertThrows(StatusRuntimeException.class, () -> client.call("Decide", query.build()))
                .getStatus();
        assertEquals(Status.Code.INVALID_ARGUMENT, status.getCode());
        assertEquals(sentence, status.getDescription());
    }

    @Test
    void aDeciderThatFailsIsAnsweredByItsLastResort() throws Exception {
        try (ReflectedClient client = client()) {
            DynamicMessage.Builder query = asked(client);
            set(query, "parcel", "trouble");
            DynamicMessage answer = client.call("Decide", query.build());
            assertEquals("error", get(answer, "fallback"));
            assertEquals("error", answered.getFirst().fallback());
            assertEquals(1, ((List<?>) get(answer, "choices")).size());
        }
    }

    @Test
    void anOperationIsAMethod() throws Exception {
        try (ReflectedClient client = client()) {
            DynamicMessage.Builder sum = client.input("AddUp");
            set(sum, "numbers", List.of(1.5, -1.5));
            DynamicMessage added = client.call("AddUp", sum.build());
            assertTrue(has(added, "sum"));
            assertEquals(0.0, get(added, "sum"));
            set(sum, "numbers", List.of(1.0, Double.NaN));
            assertFalse(has(client.call("AddUp", sum.build()), "sum"));
            set(sum, "numbers", List.of(13.0));
            Status status = assertThrows(StatusRuntimeException.class, () -> client.call("AddUp", sum.build()))
                    .getStatus();
            assertEquals(Status.Code.INVALID_ARGUMENT, status.getCode());
            assertEquals("numbers: 13 is not added here", status.getDescription());
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() throws Exception {
        try (ReflectedClient client = client()) {
            DynamicMessage.Builder query = asked(client);
            set(
                    query,
                    "depots",
                    Stream.generate(() -> "x".repeat(199)).limit(50_000).toList());
            Status status = assertThrows(StatusRuntimeException.class, () -> client.call("Decide", query.build()))
                    .getStatus();
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, status.getCode());
        }
    }

    @Test
    void aPortInUseStopsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName(HOST))) {
            UncheckedIOException refused = assertThrows(
                    UncheckedIOException.class,
                    () -> new GrpcApi(List.of(), answered::add, HOST, taken.getLocalPort()).close());
            assertTrue(String.valueOf(refused.getMessage()).contains("is the port in use?"));
        }
    }
}
