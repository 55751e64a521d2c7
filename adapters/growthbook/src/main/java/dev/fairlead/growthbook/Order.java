package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;

/** The relations that a condition can ask for. */
enum Order {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    /** Whether a comparison with this sign, as of {@link Comparable}, fulfils the relation. */
    boolean holds(int sign) {
        return switch (this) {
            case EQUAL -> sign == 0;
            case NOT_EQUAL -> sign != 0;
            case LESS -> sign < 0;
            case AT_MOST -> sign <= 0;
            case GREATER -> sign > 0;
            case AT_LEAST -> sign >= 0;
        };
    }

    /** As JavaScript's operators: two texts by their UTF-16 code units, anything else as numbers; NaN is in no relation. */
    boolean holds(Json a, Json b) {
        Json left = primitive(a);
        Json right = primitive(b);
        if (left instanceof Json.Str x && right instanceof Json.Str y) {
            return holds(x.value().compareTo(y.value()));
        }
        double x = JavaScript.number(left);
        double y = JavaScript.number(right);
        return !Double.isNaN(x) && !Double.isNaN(y) && holds(x < y ? -1 : x > y ? 1 : 0);
    }

    private static Json primitive(Json value) {
        return value instanceof Json.Arr || value instanceof Json.Obj ? Json.of(JavaScript.string(value)) : value;
    }
}
