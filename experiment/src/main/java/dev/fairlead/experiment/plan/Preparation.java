package dev.fairlead.experiment.plan;

import java.util.Optional;

/**
 * What comes before the first unit.
 *
 * @param gates what must hold before the launch starts; empty where nothing is asked for
 * @param charter the launch as a project; empty where it is none
 */
public record Preparation(Optional<Gates> gates, Optional<Charter> charter) {
    static final Preparation NONE = new Preparation(Optional.empty(), Optional.empty());

    static Preparation read(Fields top) {
        return new Preparation(top.optionalObject("gates", Gates::read), top.optionalObject("charter", Charter::read));
    }

    void hold(Problems problems) {
        gates.ifPresent(each -> each.hold(problems));
        charter.ifPresent(each -> each.hold(problems));
    }
}
