package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.List;
import java.util.Locale;

/** The text of a {@code .proto} file, for clients that generate code: what reflection tells, with a comment on each field. */
final class ProtoText {
    private final StringBuilder text = new StringBuilder();

    private ProtoText() {}

    static String of(AppProto app) {
        ProtoText all = new ProtoText();
        all.text
                .append("syntax = \"proto3\";\n\npackage ")
                .append(app.descriptor().getPackage())
                .append(";\n\nservice ")
                .append(app.serviceName()
                        .substring(app.descriptor().getPackage().length() + 1))
                .append(" {\n");
        for (AppProto.Method method : app.methods()) {
            all.text
                    .append("  // ")
                    .append(line(method.about()))
                    .append("\n  rpc ")
                    .append(method.name())
                    .append(" (")
                    .append(method.input())
                    .append(") returns (")
                    .append(method.output())
                    .append(");\n");
        }
        all.text.append("}\n");
        for (AppProto.Method method : app.methods()) {
            all.text.append('\n');
            all.message("", app.message(method.input()), method.request());
            all.text.append('\n');
            all.message("", app.message(method.output()), method.response());
        }
        return all.text.toString();
    }

    private void message(String indent, Descriptor message, Schema<?> schema) {
        text.append(indent).append("message ").append(message.getName()).append(" {\n");
        List<Field> fields = schema.flat();
        for (int i = 0; i < fields.size(); i++) {
            FieldDescriptor field = message.getFields().get(i);
            if (field.getType() == Type.MESSAGE) {
                message(indent + "  ", field.getMessageType(), fields.get(i).schema());
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            field(indent + "  ", message.getFields().get(i), fields.get(i));
        }
        text.append(indent).append("}\n");
    }

    private void field(String indent, FieldDescriptor field, Field of) {
        String unit = of.unit().isEmpty() ? "" : " (" + of.unit() + ")";
        String required = of.mandatory() ? "; required" : "";
        text.append(indent)
                .append("// ")
                .append(line(of.about() + unit + required))
                .append('\n');
        String label = field.isRepeated() ? "repeated " : field.toProto().getProto3Optional() ? "optional " : "";
        String type = field.getType() == Type.MESSAGE
                ? field.getMessageType().getName()
                : field.getType().name().toLowerCase(Locale.ROOT);
        text.append(indent)
                .append(label)
                .append(type)
                .append(' ')
                .append(field.getName())
                .append(" = ")
                .append(field.getNumber())
                .append(";\n");
    }

    private static String line(String comment) {
        return comment.replaceAll("\\s+", " ");
    }
}
