package dev.fairlead.state;

import java.util.Arrays;

/** Texts that will soon be looked up among some ids, collected to be looked up all at once. One thread only. */
public final class Lookup {
    /** Where texts are looked up. */
    public interface Among {
        /** See {@link Ids#expect}. */
        void expect(String[] texts, int count, int[] found);
    }

    private final Among among;
    private String[] texts = new String[64];
    private int[] ids = new int[64];
    private int size;

    public Lookup(Among among) {
        this.among = among;
    }

    public void add(String text) {
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, 2 * size);
            ids = new int[texts.length];
        }
        texts[size++] = text;
    }

    /** Looks up what was added since the last time. @return how many there are */
    public int find() {
        int count = size;
        among.expect(texts, count, ids);
        Arrays.fill(texts, 0, count, "");
        size = 0;
        return count;
    }

    /** The ids that {@link #find} found, {@link Ids#UNKNOWN} for a text that has none; as many as it said. */
    public int[] ids() {
        return ids;
    }
}
