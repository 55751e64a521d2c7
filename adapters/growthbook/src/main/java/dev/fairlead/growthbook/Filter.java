package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Range;
import dev.fairlead.experiment.assignment.UnitId;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import java.util.List;
import java.util.Optional;

/** Lets units pass whose place is in one of the ranges. */
record Filter(String attribute, String seed, Optional<HashVersion> hashVersion, List<Range> ranges) {
    static Filter read(Members filter) {
        return new Filter(
                filter.anyText("attribute").orElse("id"),
                filter.anyText("seed").orElse(""),
                HashVersion.of(filter.number("hashVersion").orElse(2.0)),
                Places.ranges(filter, "ranges"));
    }

    static boolean pass(List<Filter> filters, Json.Obj attributes) {
        for (Filter filter : filters) {
            if (!filter.passes(attributes)) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(Json.Obj attributes) {
        Optional<UnitId> identity = UnitId.of(attributes, attribute);
        if (identity.isEmpty() || hashVersion.isEmpty()) {
            return false;
        }
        double place = hashVersion.get().of(seed, identity.get().unit());
        return ranges.stream().anyMatch(range -> range.contains(place));
    }
}
