package dev.fairlead.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The text that is printed describes the messages that are served. */
class ProtoTextTest {
    private static final Pattern LINE = Pattern.compile(
            "(?<message>message (?<name>\\w+) \\{)|(?<field>(?:(?<label>optional|repeated) )?(?<type>\\w+) (?<of>\\w+) = (?<number>\\d+);)|(?<end>})");

    private final AppInstance<?> app = DepotApp.instance();
    private final String text = GrpcApi.proto(app);

    @Test
    void itIsWhatReflectionTells() {
        Set<String> written = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String line : text.substring(text.indexOf("\nmessage")).split("\n")) {
            Matcher part = LINE.matcher(line.strip());
            if (!part.matches()) {
                continue;
            }
            if (part.group("message") != null) {
                open.addLast(part.group("name"));
            } else if (part.group("end") != null) {
                open.removeLast();
            } else {
                String label = part.group("label") == null ? "" : part.group("label") + " ";
                written.add(String.join(".", open) + ": " + label + part.group("type") + " " + part.group("of") + " = "
                        + part.group("number"));
            }
        }
        Set<String> served = new TreeSet<>();
        AppProto.of(app).descriptor().getMessageTypes().forEach(message -> add("", message, served));
        assertEquals(served, written);
        assertTrue(served.contains("DepotFinderQuery: optional double value = 6"), served::toString);
        assertTrue(served.contains("DepotFinderAnswer.Asked.Stops: repeated string roads = 2"), served::toString);
    }

    private static void add(String scope, Descriptor message, Set<String> to) {
        String name = scope + message.getName();
        message.getNestedTypes().forEach(inside -> add(name + ".", inside, to));
        for (FieldDescriptor field : message.getFields()) {
            String type = field.getType() == FieldDescriptor.Type.MESSAGE
                    ? field.getMessageType().getName()
                    : field.getType().name().toLowerCase(Locale.ROOT);
            String label = field.isRepeated() ? "repeated " : field.toProto().getProto3Optional() ? "optional " : "";
            to.add(name + ": " + label + type + " " + field.getName() + " = " + field.getNumber());
        }
    }

    @Test
    void itSaysWhatEachFieldIs() {
        assertTrue(
                text.startsWith(
                        "syntax = \"proto3\";\n\npackage fairlead.v1;\n\nservice DepotFinder {\n"
                                + "  // Decides for depot-finder.\n  rpc Decide (DepotFinderQuery) returns (DepotFinderAnswer);\n"
                                + "  // Adds numbers.\n  rpc AddUp (DepotFinderAddUpRequest) returns (DepotFinderAddUpResponse);\n}\n"),
                text);
        assertTrue(text.contains("    // of it (metres); required\n    optional double height = 1;\n"), text);
        assertTrue(text.contains("  // what is on it\n  string note = 2;\n"), text);
    }

    record Inside(String name) {
        static final Schema<Inside> SCHEMA = Schema.of(Inside.class, Field.id("name", "a name"));
    }

    record Either(String which, Inside one) {
        static final Schema<Either> SCHEMA = Schema.of(
                Either.class,
                Field.id("which", "of them"),
                Field.variant("one", "which", Map.of("inside", Inside.SCHEMA), "one of them"));
    }

    @Test
    void aFieldThatNoMessageHoldsIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SchemaMessage.of(".p", "Either", Either.SCHEMA));
        assertEquals(
                "field 'one' of .p.Either is of kind VARIANT, which no message of an app can hold",
                refused.getMessage());
    }
}
