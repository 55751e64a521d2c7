package dev.fairlead.experiment.validity;

/** Means and central products of pairs, one by one and merged (Chan, Golub and LeVeque 1983). */
final class Moments {
    private long n;
    private double meanX;
    private double meanY;
    private double xx;
    private double yy;
    private double xy;

    void add(double x, double y) {
        n++;
        double dx = x - meanX;
        double dy = y - meanY;
        meanX += dx / n;
        meanY += dy / n;
        xx += dx * (x - meanX);
        yy += dy * (y - meanY);
        xy += dx * (y - meanY);
    }

    void merge(Moments other) {
        if (other.n == 0) {
            return;
        }
        double dx = other.meanX - meanX;
        double dy = other.meanY - meanY;
        double total = n + other.n;
        double weight = n * (double) other.n / total;
        xx += other.xx + dx * dx * weight;
        yy += other.yy + dy * dy * weight;
        xy += other.xy + dx * dy * weight;
        meanX += dx * other.n / total;
        meanY += dy * other.n / total;
        n += other.n;
    }

    long n() {
        return n;
    }

    double meanX() {
        return meanX;
    }

    double meanY() {
        return meanY;
    }

    /** Σ (x − x̄)². */
    double xx() {
        return xx;
    }

    /** Σ (y − ȳ)². */
    double yy() {
        return yy;
    }

    /** Σ (x − x̄)(y − ȳ). */
    double xy() {
        return xy;
    }
}
