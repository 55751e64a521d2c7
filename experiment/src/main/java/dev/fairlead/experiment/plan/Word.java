package dev.fairlead.experiment.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How constants are written in a file: {@code benjamini-hochberg}. */
final class Word {
    /** The kinds of metrics. */
    enum Kind {
        PROPORTION,
        MEAN,
        RATIO,
        QUANTILE,
        /** The mean number of events. */
        COUNT,
        /** A proportion in a window that begins days after entry. */
        RETENTION,
        FUNNEL
    }

    /** The ways to monitor. */
    enum Type {
        FIXED_HORIZON,
        GROUP_SEQUENTIAL,
        MSPRT,
        CONFIDENCE_SEQUENCE
    }

    /** The boundaries of a group-sequential test. */
    enum Bound {
        OBRIEN_FLEMING_SPENDING,
        POCOCK_SPENDING,
        KIM_DEMETS,
        HWANG_SHIH_DECANI,
        OBRIEN_FLEMING,
        POCOCK
    }

    private Word() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Map<String, E> constants(E[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(Word::of, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }
}
