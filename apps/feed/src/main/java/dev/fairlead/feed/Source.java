package dev.fairlead.feed;

import java.util.concurrent.Callable;

/** Proposes candidates for one request. */
interface Source {
    /** The name that its candidates carry in a decision. */
    String name();

    /**
     * What finds the dense ids of items that are {@link RetrievalContext#eligible}, best first, each once, at most {@code limit}. It is
     * called once, may throw or be late: then the request goes on without it.
     */
    Callable<int[]> find(RetrievalContext context, int limit);

    /** Whether it searches an index, which may take long: then it gets a thread of its own. The others read short lists. */
    default boolean searches() {
        return false;
    }
}
