package dev.fairlead.market.features;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;

/** What a release has learnt of how items go together; a column of the features reads it, and a source proposes by it. */
public interface ItemSimilarity {
    /**
     * Scores items for somebody.
     *
     * @param met dense ids of what the person met, latest first, each once
     * @param names the item of a dense id
     * @return of a dense id: the higher, the more it goes with what was met; 0 for an item that was not learnt
     */
    IntToDoubleFunction scores(int[] met, IntFunction<String> names);

    /** The items that go best with what was met, best first: dense ids, at most {@code limit} of those that are accepted. */
    int[] best(int[] met, IntFunction<String> names, ToIntFunction<String> ids, IntPredicate accept, int limit);
}
