package dev.fairlead.feed;

/** Proposes candidates for one request. */
interface Source {
    /** The name that its candidates carry in a decision. */
    String name();

    /**
     * Dense ids of items that are {@link RetrievalContext#eligible}, best first, each once, at most {@code limit}. It may throw or be
     * late: then the request goes on without it.
     */
    int[] find(RetrievalContext sight, int limit);

    /** Whether it searches an index, which may take long: then it gets a thread of its own. The others read short lists. */
    default boolean searches() {
        return false;
    }
}
