package dev.fairlead.experiment.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Exposures and events by chance: few units, times on a coarse grid so that many are alike or at the very ends of windows, events
 * before the exposure and after the end, repeated ones, missing fields, units of no arm and of two.
 */
record RandomWorld(List<Met> exposures, List<Event> events, Instant asOf) {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] TYPES = {"view", "cart", "buy", "other"};

    record Met(String unit, String arm, Instant time) {}

    static RandomWorld of(Random random) {
        var exposures = new ArrayList<Met>();
        var events = new ArrayList<Event>();
        int units = 1 + random.nextInt(6);
        for (int unit = 0; unit < units; unit++) {
            String arm = random.nextBoolean() ? "control" : "treatment";
            for (int i = random.nextInt(4); i > 0; i--) {
                exposures.add(new Met("u" + unit, random.nextInt(9) == 0 ? "treatment" : arm, time(random, 8)));
            }
        }
        for (String type : TYPES) { // nobody's, so that each type has each field
            Map<String, String> fields = Map.of("price", "1", "quantity", "1", "market", "de");
            events.add(new Event(Optional.empty(), "nobody", type, START, fields));
        }
        for (int i = random.nextInt(60); i > 0; i--) {
            events.add(event(random, units, i));
        }
        for (int i = random.nextInt(5); i > 0 && !events.isEmpty(); i--) {
            Event again = events.get(random.nextInt(events.size()));
            if (again.id().isPresent()) {
                events.add(again);
            }
        }
        return new RandomWorld(exposures, events, time(random, 14));
    }

    private static Event event(Random random, int units, int number) {
        Map<String, String> fields = new HashMap<>();
        if (random.nextInt(5) > 0) {
            fields.put("price", Double.toString(Math.round(random.nextDouble() * 1e4) / 100.0));
        }
        fields.put("quantity", Integer.toString(1 + random.nextInt(3)));
        if (random.nextBoolean()) {
            fields.put("market", random.nextBoolean() ? "de" : "fr");
        }
        return new Event(
                random.nextBoolean() ? Optional.of("e" + number) : Optional.empty(),
                "u" + random.nextInt(units + 1),
                TYPES[random.nextInt(TYPES.length)],
                time(random, 14),
                fields);
    }

    /** Of a grid of six hours. */
    private static Instant time(Random random, int days) {
        return START.plus(Duration.ofHours(6L * random.nextInt(4 * days)));
    }
}
