package dev.fairlead.sim;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A table of simulated interactions of any size, in order of time: for measuring what a size costs, not what a method is worth. A few people do
 * much and most do little; everybody has three of 200 categories that they like, in each of which a few items are touched often; every fifth
 * interaction comes back to one of the person's last items.
 *
 * @param interactions and {@code users}, {@code items}: how many, at least 1
 * @param days over which they are spread, at least 1
 * @param seed same seed, same bytes
 */
public record SyntheticLog(long interactions, int users, int items, int days, long seed) {
    private static final long START = 1_767_225_600L; // 2026-01-01
    private static final int CATEGORIES = 200;
    private static final int LIKED = 3;
    private static final int REMEMBERED = 8;

    public SyntheticLog {
        if (interactions < 1 || users < 1 || items < 1 || days < 1) {
            throw new IllegalArgumentException("a synthetic log has at least one interaction, user, item and day, not "
                    + interactions + ", " + users + ", " + items + " and " + days);
        }
    }

    /** Writes it as CSV. */
    public void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(out);
        }
    }

    private void write(Writer out) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int[] last = new int[users * REMEMBERED]; // item + 1; 0 where there is none
        out.write("user,item,timestamp,event,category\n");
        for (long i = 0; i < interactions; i++) {
            int user = skewed(random, users, 2);
            int place = user * REMEMBERED + random.nextInt(REMEMBERED);
            int item = random.nextInt(5) == 0 && last[place] > 0 ? last[place] - 1 : liked(user, random);
            last[place] = item + 1;
            long time = START + i * days * 86_400L / interactions;
            String event = random.nextInt(20) == 0 ? "addtocart" : "view";
            out.write("u" + user + ",i" + item + "," + time + "," + event + ",c" + item % CATEGORIES + "\n");
        }
    }

    private int liked(int user, SplittableRandom random) {
        SplittableRandom tastes = RandomStreams.of(seed, RandomStreams.USER, user);
        int category = 0;
        for (int taste = skewed(random, LIKED, 1.5); taste >= 0; taste--) {
            category = tastes.nextInt(CATEGORIES);
        }
        int inCategory = (items - 1 - category % items) / CATEGORIES + 1;
        return Math.min(items - 1, category % items + CATEGORIES * skewed(random, inCategory, 3));
    }

    /** A number below {@code n}: the higher the power, the more often a low one. */
    private static int skewed(SplittableRandom random, int n, double power) {
        return (int) (n * StrictMath.pow(random.nextDouble(), power));
    }
}
