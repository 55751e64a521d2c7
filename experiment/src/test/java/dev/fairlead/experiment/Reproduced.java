package dev.fairlead.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Counts how many reference numbers were found again, and how far the worst was off. */
public final class Reproduced {
    private static final List<Reproduced> BEGUN = new ArrayList<>();

    private final String what;
    private int count;
    private double worst;

    public Reproduced(String what) {
        this.what = what;
        BEGUN.add(this);
    }

    /** Those begun since this was asked last, for who runs the tests and tells what they found. */
    public static List<Reproduced> begun() {
        var begun = List.copyOf(BEGUN);
        BEGUN.clear();
        return begun;
    }

    /** Reproduces the rows of a section of a file, at least one. */
    public static void section(String file, String name, BiConsumer<List<Json>, Reproduced> row) {
        var reproduced = new Reproduced(file + ", " + name);
        Vectors.list(Vectors.get(Vectors.read(file), name)).forEach(each -> row.accept(Vectors.list(each), reproduced));
        reproduced.print();
    }

    /** The file of reference numbers, and what of it. */
    public String what() {
        return what;
    }

    /** Numbers compared so far. */
    public int count() {
        return count;
    }

    /** The largest relative difference so far, also one that was too large. */
    public double worst() {
        return worst;
    }

    /** Asserts equality up to a relative difference, or an absolute one where the expected number is small. */
    public void number(double expected, double found, double tolerance, String where) {
        count++;
        if (expected == found) {
            return;
        }
        double difference = Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-3);
        worst = Math.max(worst, difference);
        assertTrue(difference <= tolerance, () -> where + ": expected " + expected + " and found " + found);
    }

    public void same(Object expected, Object found, String where) {
        count++;
        assertEquals(expected, found, where);
    }

    /** Prints the count; there must be some. */
    public void print() {
        assertTrue(count > 0, what);
        System.out.printf("%s: %d numbers reproduced, largest relative difference %.1e%n", what, count, worst);
    }
}
