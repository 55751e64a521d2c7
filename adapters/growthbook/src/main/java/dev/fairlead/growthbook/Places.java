package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.assignment.Range;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import java.util.List;
import java.util.Optional;

/** Reads ranges of places, which GrowthBook writes as arrays. */
final class Places {
    private Places() {}

    static Optional<Range> range(Members in, String name) {
        return in.value(name).map(value -> range(value, in, name));
    }

    static List<Range> ranges(Members in, String name) {
        return in.list(name).orElse(List.of()).stream()
                .map(value -> range(value, in, name))
                .toList();
    }

    private static Range range(Json value, Members in, String name) {
        if (value instanceof Json.Arr(List<Json> ends)
                && ends.size() == 2
                && ends.getFirst() instanceof Json.Num(double start)
                && ends.getLast() instanceof Json.Num(double end)) {
            return new Range(start, end);
        }
        throw in.wrong(name, "must hold ranges of a start and an end, not " + value.canonical());
    }

    /** A namespace of GrowthBook: its name, start and end. */
    static Optional<Namespace> namespace(Members in, String name) {
        return in.list(name).map(parts -> {
            if (parts.size() == 3
                    && parts.get(0) instanceof Json.Str(String space)
                    && parts.get(1) instanceof Json.Num(double start)
                    && parts.get(2) instanceof Json.Num(double end)) {
                return new Namespace(space, start, end, HashVersion.V1);
            }
            throw in.wrong(
                    name, "must be an array of a name, a start and an end, not " + new Json.Arr(parts).canonical());
        });
    }
}
