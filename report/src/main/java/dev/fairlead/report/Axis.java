package dev.fairlead.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A linear scale from data to pixels, with ticks at round numbers; low maps to {@code from}, high to {@code to}. */
public record Axis(double low, double high, double step, double from, double to) {

    /** Covers the range with about {@code ticks} steps of 1, 2 or 5 times a power of ten. */
    public static Axis covering(double least, double most, int ticks, double from, double to) {
        double span = most > least ? most - least : Math.max(1e-9, Math.abs(least));
        double rough = span / ticks;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / power <= 1
                ? power
                : rough / power <= 2 ? 2 * power : rough / power <= 5 ? 5 * power : 10 * power;
        double low = Math.floor(least / step + 1e-9) * step;
        double high = Math.max(low + step, Math.ceil(most / step - 1e-9) * step);
        return new Axis(low, high, step, from, to);
    }

    /** Where a value lies. */
    public double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 2; i++) ticks.add(low + i * step);
        return ticks;
    }

    /** A tick, with as many decimals as the step needs. */
    public String label(double tick) {
        int decimals = Math.clamp((long) Math.ceil(-Math.log10(step) - 1e-9), 0, 9);
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick + 0.0);
    }
}
