package dev.fairlead.cli.option;

import dev.fairlead.report.EnumNames;
import picocli.CommandLine.TypeConversionException;

/** Constants as values of options. */
public final class EnumOption {
    private EnumOption() {}

    /** The constant of a word on the command line, in any case. @throws TypeConversionException if there is none */
    public static <E extends Enum<E>> E of(String word, E[] constants) {
        return EnumNames.find(word, constants)
                .orElseThrow(() -> new TypeConversionException(EnumNames.unknown(word, constants)));
    }
}
