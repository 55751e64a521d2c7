package dev.fairlead.retrieval;

import dev.fairlead.market.features.PriceBand;
import dev.fairlead.state.Hashing;
import java.util.Arrays;
import java.util.Locale;

/**
 * The names under which the fields of an item or a user have embeddings: 64-bit hashes, of which even a hundred million
 * have a collision with a chance of about 1 in 4,000 only. Refilled for each item; not for several threads.
 */
final class FieldKeys {
    private static final int MAX_TOKENS = 16;
    private static final int MAX_DEPTH = 8;
    private static final int MOST = 1 + MAX_DEPTH + 3 + MAX_TOKENS;

    private final long[] keys = new long[MOST];
    private final float[] weights = new float[MOST];
    private int size;
    private boolean id;

    int size() {
        return size;
    }

    long key(int i) {
        return keys[i];
    }

    float weight(int i) {
        return weights[i];
    }

    /** Whether the first key is the item's id; without an id text there is none. */
    boolean hasId() {
        return id;
    }

    /** Id, each level of the category path, brand, seller and price band weigh 1; the title's tokens weigh 1 together. */
    FieldKeys of(ItemFields item) {
        size = 0;
        id = !item.item().isEmpty();
        if (id) {
            add('i', Hashing.of(item.item()));
        }
        categories(item.category());
        if (!item.brand().isEmpty()) {
            add('b', Hashing.of(item.brand()));
        }
        if (!item.seller().isEmpty()) {
            add('s', Hashing.of(item.seller()));
        }
        if (!Double.isNaN(item.price())) {
            add('p', PriceBand.of(item.price()));
        }
        tokens(item.title());
        return this;
    }

    static long cohort(int code) {
        return mix('o', code);
    }

    static long market(int code) {
        return mix('m', code);
    }

    static long device(String device) {
        return mix('d', Hashing.of(device));
    }

    static long user(String user) {
        return mix('u', Hashing.of(user));
    }

    /** The key of the same field of an item in a history. */
    static long inHistory(long key) {
        return mix('h', key);
    }

    private void categories(String path) {
        int levels = 0;
        for (int end = next(path, 0); end > 0 && levels < MAX_DEPTH; end = next(path, end + 1)) {
            add('c', Hashing.of(path.substring(0, end)));
            levels++;
        }
    }

    /** Where the level of the path that begins at {@code from} ends; −1 after the last. */
    private static int next(String path, int from) {
        if (from >= path.length()) {
            return -1;
        }
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private void tokens(String title) {
        int first = size;
        int start = -1;
        for (int i = 0; i <= title.length() && size - first < MAX_TOKENS; i++) {
            boolean inside = i < title.length() && Character.isLetterOrDigit(title.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                add('t', Hashing.of(title.substring(start, i).toLowerCase(Locale.ROOT)));
                start = -1;
            }
        }
        Arrays.fill(weights, first, size, 1f / Math.max(1, size - first));
    }

    private void add(char kind, long hash) {
        keys[size] = mix(kind, hash);
        weights[size++] = 1;
    }

    /** SplitMix64's mixer; never 0, which is kept for an empty place. */
    private static long mix(char kind, long hash) {
        long h = hash + kind * 0x9e3779b97f4a7c15L;
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        h ^= h >>> 31;
        return h == 0 ? 1 : h;
    }
}
