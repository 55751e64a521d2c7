package dev.fairlead.report;

import dev.fairlead.experiment.json.Suggestion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Constants as they are written on the command line: {@code pooled-null}. */
public final class EnumNames {
    private EnumNames() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant of a word, in any case. */
    public static <E extends Enum<E>> Optional<E> find(String word, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equalsIgnoreCase(word))
                .findFirst();
    }

    /** Says that there is no such word, and which was probably meant. */
    public static String unknown(String word, Enum<?>[] constants) {
        return "there is no '" + word + "'"
                + Suggestion.of(
                        word, Arrays.stream(constants).map(EnumNames::of).toList());
    }
}
