package dev.fairlead.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description that is served is the one in the file. */
class DecideProtoTest {
    private static final Pattern MESSAGE = Pattern.compile("(?s)message (\\w+) \\{(.*?)\\n}");
    private static final Pattern FIELD = Pattern.compile("(?m)^ {2}(?:(optional|repeated) )?(\\w+) (\\w+) = (\\d+);$");

    @Test
    void itIsThatOfTheFile() throws IOException {
        String file = Files.readString(Path.of("src/main/proto/fairlead/v1/decide.proto"));
        Set<String> described = new TreeSet<>();
        Matcher message = MESSAGE.matcher(file);
        while (message.find()) {
            Matcher field = FIELD.matcher(message.group(2));
            while (field.find()) {
                String label = field.group(1) == null ? "" : field.group(1) + " ";
                described.add(message.group(1) + ": " + label + field.group(2) + " " + field.group(3) + " = "
                        + field.group(4));
            }
        }
        Set<String> built = new TreeSet<>();
        for (Descriptor each : DecideProto.FILE.getMessageTypes()) {
            each.getFields().forEach(field -> built.add(each.getName() + ": " + text(field)));
        }
        assertEquals(described, built);
        assertEquals(28, built.size());
    }

    private static String text(FieldDescriptor field) {
        String type = field.getType() == FieldDescriptor.Type.MESSAGE
                ? field.getMessageType().getName()
                : field.getType().name().toLowerCase(Locale.ROOT);
        String label = field.isRepeated() ? "repeated " : field.toProto().getProto3Optional() ? "optional " : "";
        return label + type + " " + field.getName() + " = " + field.getNumber();
    }
}
