package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message as the contracts read it. An empty text or list and a flag that is false count as absent. */
record MessageFields(Message message) implements Fields {
    @Override
    public Set<String> names() {
        return message.getAllFields().keySet().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.toSet());
    }

    /** The same message without one field. */
    MessageFields without(String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return field == null
                ? this
                : new MessageFields(message.toBuilder().clearField(field).build());
    }

    private @Nullable Object value(String name, JavaType type, String what) throws ContractViolation {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field == null || !message.getAllFields().containsKey(field)) {
            return null;
        }
        if (field.getJavaType() != type) {
            throw new ContractViolation(name, "is not " + what);
        }
        return message.getField(field);
    }

    @Override
    public Optional<String> text(String name) throws ContractViolation {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field != null && field.getJavaType() == JavaType.FLOAT) {
            return value(name, JavaType.FLOAT, "a list of floats") instanceof List<?> row
                    ? Optional.of(base64(row))
                    : Optional.empty();
        }
        return Optional.ofNullable((String) value(name, JavaType.STRING, "text"));
    }

    /** Contracts read floats by their bits. */
    private static String base64(List<?> row) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * row.size()).order(ByteOrder.LITTLE_ENDIAN);
        row.forEach(value -> bytes.putFloat((Float) value));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public OptionalDouble number(String name) throws ContractViolation {
        Double value = (Double) value(name, JavaType.DOUBLE, "a number");
        if (value != null && !Double.isFinite(value)) {
            throw new ContractViolation(name, value + " is not a finite number");
        }
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public OptionalLong whole(String name) throws ContractViolation {
        Long value = (Long) value(name, JavaType.LONG, "a whole number");
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public Optional<Boolean> flag(String name) throws ContractViolation {
        return Optional.ofNullable((Boolean) value(name, JavaType.BOOLEAN, "true or false"));
    }

    /** NaN stands for one that is not known. */
    @Override
    public Optional<double[]> numbers(String name) throws ContractViolation {
        if (!(value(name, JavaType.DOUBLE, "a list of numbers") instanceof List<?> list)) {
            return Optional.empty();
        }
        double[] numbers = list.stream().mapToDouble(Double.class::cast).toArray();
        for (int i = 0; i < numbers.length; i++) {
            if (Double.isInfinite(numbers[i])) {
                throw new ContractViolation(name + "[" + i + "]", numbers[i] + " is not a finite number");
            }
        }
        return Optional.of(numbers);
    }

    @Override
    public OptionalLong time(String name) throws ContractViolation {
        return whole(name);
    }

    @Override
    public Optional<List<String>> texts(String name) throws ContractViolation {
        return value(name, JavaType.STRING, "a list of texts") instanceof List<?> list
                ? Optional.of(list.stream().map(String.class::cast).toList())
                : Optional.empty();
    }

    @Override
    public boolean beginsWithObject(String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return field != null
                && field.isRepeated()
                && field.getJavaType() == JavaType.MESSAGE
                && message.getRepeatedFieldCount(field) > 0;
    }

    @Override
    public Optional<List<Fields>> records(String name) throws ContractViolation {
        return value(name, JavaType.MESSAGE, "a list of messages") instanceof List<?> list
                ? Optional.of(list.stream()
                        .<Fields>map(each -> new MessageFields((Message) each))
                        .toList())
                : Optional.empty();
    }

    @Override
    public Optional<Fields> record(String name) throws ContractViolation {
        return value(name, JavaType.MESSAGE, "a message") instanceof Message one
                ? Optional.of(new MessageFields(one))
                : Optional.empty();
    }
}
