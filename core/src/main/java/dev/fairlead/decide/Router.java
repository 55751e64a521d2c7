package dev.fairlead.decide;

import java.util.List;
import java.util.Optional;

/** Says what serves a query. It must not block: it is asked within a read of the state. */
public interface Router {
    /** Nothing is promoted: the last resort serves everybody. */
    Router NOTHING_PROMOTED = _ -> Served.promoted(List.of(), Optional.empty());

    Served serve(Query query);
}
