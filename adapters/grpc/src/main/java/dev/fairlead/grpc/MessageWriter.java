package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes fields into a message of their schema. What is not known, or is not finite, is left out. */
final class MessageWriter implements FieldWriter {
    private final DynamicMessage.Builder message;

    private MessageWriter(Descriptor type) {
        this.message = DynamicMessage.newBuilder(type);
    }

    static <R> DynamicMessage write(Descriptor type, Schema<R> schema, R value) {
        return write(type, out -> schema.write(value, out));
    }

    private static DynamicMessage write(Descriptor type, Consumer<FieldWriter> content) {
        MessageWriter out = new MessageWriter(type);
        content.accept(out);
        return out.message.build();
    }

    private FieldDescriptor field(String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            throw new IllegalStateException(
                    message.getDescriptorForType().getFullName() + " has no field '" + name + "', which was written");
        }
        return field;
    }

    @Override
    public void text(String name, String value) {
        FieldDescriptor field = field(name);
        if (field.getJavaType() == FieldDescriptor.JavaType.FLOAT) {
            floats(field, value);
        } else if (!value.isEmpty()) {
            message.setField(field, value);
        }
    }

    /** Fields of floats are written as base64 of their bits. */
    private void floats(FieldDescriptor field, String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            message.addRepeatedField(field, bytes.getFloat());
        }
    }

    @Override
    public void number(String name, double value) {
        if (Double.isFinite(value)) {
            message.setField(field(name), value);
        }
    }

    @Override
    public void whole(String name, long value) {
        message.setField(field(name), value);
    }

    @Override
    public void flag(String name, boolean value) {
        message.setField(field(name), value);
    }

    @Override
    public void numbers(String name, double[] values) {
        FieldDescriptor field = field(name);
        for (double value : values) {
            message.addRepeatedField(field, value);
        }
    }

    @Override
    public void texts(String name, List<String> values) {
        FieldDescriptor field = field(name);
        values.forEach(value -> message.addRepeatedField(field, value));
    }

    @Override
    public void object(String name, Consumer<FieldWriter> value) {
        FieldDescriptor field = field(name);
        message.setField(field, write(field.getMessageType(), value));
    }

    @Override
    public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
        FieldDescriptor field = field(name);
        values.forEach(value ->
                message.addRepeatedField(field, write(field.getMessageType(), out -> each.accept(value, out))));
    }
}
