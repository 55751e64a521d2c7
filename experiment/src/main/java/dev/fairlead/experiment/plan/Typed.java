package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A JSON value as one of a type, or nothing if it is of another. */
final class Typed {
    /** Up to here every whole number is a double. */
    private static final double MOST = 1L << 53;

    private Typed() {}

    static Optional<String> text(Json json) {
        return json instanceof Json.Str text
                        && StandardCharsets.UTF_8.newEncoder().canEncode(text.value())
                ? Optional.of(text.value())
                : Optional.empty();
    }

    /** Minus zero reads as zero, as it is written. */
    static Optional<Double> number(Json json) {
        return json instanceof Json.Num number ? Optional.of(number.value() + 0.0) : Optional.empty();
    }

    static Optional<Long> whole(Json json) {
        return number(json)
                .filter(number -> number == Math.rint(number) && Math.abs(number) <= MOST)
                .map(Double::longValue);
    }

    static Optional<LocalDate> date(Json json) {
        return text(json).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    static Optional<List<String>> texts(Json json) {
        return elements(json, Typed::text);
    }

    static <T> Optional<List<T>> elements(Json json, Function<Json, Optional<T>> as) {
        if (!(json instanceof Json.Arr array)) {
            return Optional.empty();
        }
        List<T> read =
                array.elements().stream().map(as).flatMap(Optional::stream).toList();
        return read.size() == array.elements().size() ? Optional.of(read) : Optional.empty();
    }
}
