package dev.fairlead.server;

import dev.fairlead.experiment.json.Suggestion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** Constants as they are written on the command line: {@code pooled-null}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant of a word, in any case. */
    static <E extends Enum<E>> Optional<E> find(String word, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equalsIgnoreCase(word))
                .findFirst();
    }

    /** Says that there is no such word, and which was probably meant. */
    static String unknown(String word, Enum<?>[] constants) {
        return "there is no '" + word + "'"
                + Suggestion.of(word, Arrays.stream(constants).map(Words::of).toList());
    }

    /** The constant of a word on the command line. */
    static <E extends Enum<E>> E choice(String word, E[] constants) {
        return find(word, constants).orElseThrow(() -> new TypeConversionException(unknown(word, constants)));
    }
}
