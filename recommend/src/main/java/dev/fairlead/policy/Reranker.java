package dev.fairlead.policy;

/** Chooses one candidate after the other; what was chosen bears on what is chosen next. */
interface Reranker {
    /** Whether a candidate may be chosen now. */
    interface Allowed {
        boolean test(int candidate);
    }

    /** The best candidate that is allowed and not chosen yet, or −1. */
    int next(Allowed allowed);

    /** The candidate is in the slate, chosen by whomever. */
    void chosen(int candidate);

    /** Goes through the candidates in their order. */
    final class InOrder implements Reranker {
        private final int[] order;
        private final boolean[] taken;

        /** @param order candidates, best first; @param size of the pool */
        InOrder(int[] order, int size) {
            this.order = order;
            this.taken = new boolean[size];
        }

        @Override
        public int next(Allowed allowed) {
            for (int candidate : order) {
                if (!taken[candidate] && allowed.test(candidate)) {
                    return candidate;
                }
            }
            return -1;
        }

        @Override
        public void chosen(int candidate) {
            taken[candidate] = true;
        }
    }
}
