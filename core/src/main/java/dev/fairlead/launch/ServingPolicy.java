package dev.fairlead.launch;

import dev.fairlead.decide.DecisionRequest;
import java.util.Optional;

/** Says what serves a request. It must not block: it is asked within a read of the feature state. */
public interface ServingPolicy {
    /** The heuristic serves everybody. */
    ServingPolicy NOTHING_PROMOTED = _ -> Served.promoted(Optional.empty());

    Served serve(DecisionRequest request);
}
