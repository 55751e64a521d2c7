package dev.fairlead.retrieval;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Weights of events that double with each half-life, so that counts made of them need not decay: a count as of a time is
 * the sum of weights over the weight of that time (Cormode et al., Forward Decay, ICDE 2009). Before weights overflow, the
 * time at which they are 1 moves on, and the counts have to be multiplied by what {@link #advance} says.
 */
final class ForwardDecay {
    private static final double HIGHEST = 512; // half-lives

    private final double halfLifeSeconds;
    private double base = Double.NaN; // half-lives since 1970

    /** @param halfLifeSeconds infinite for no decay */
    ForwardDecay(double halfLifeSeconds) {
        this.halfLifeSeconds = halfLifeSeconds;
    }

    private double halfLives(long time) {
        return time / 1000.0 / halfLifeSeconds;
    }

    /** To be asked before each event: what all counts must be multiplied by, a power of 2, mostly 1. */
    double advance(long time) {
        double now = halfLives(time);
        if (Double.isNaN(base)) {
            base = Math.floor(now);
        }
        if (now - base <= HIGHEST) {
            return 1;
        }
        double shift = Math.floor(now - base);
        base += shift;
        return Math.scalb(1.0, (int) Math.max(-2_000, -shift));
    }

    /** A count after {@link #advance}; what has become too small to be kept exactly is 0. */
    static double scaled(double count, double factor) {
        double scaled = count * factor;
        return scaled < 2 * Double.MIN_NORMAL ? 0 : scaled;
    }

    /** Of an event at this time, in milliseconds since 1970. */
    double weight(long time) {
        return StrictMath.pow(2, halfLives(time) - base);
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(base);
    }

    void load(DataInput in) throws IOException {
        base = in.readDouble();
    }
}
