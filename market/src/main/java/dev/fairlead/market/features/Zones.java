package dev.fairlead.market.features;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Time zones as numbers that are the same in every process: {@link String#hashCode} of the name, by which no two zones are equal. */
final class Zones {
    private static final Map<Integer, String> NAMES = names();

    private Zones() {}

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        for (String zone : ZoneId.getAvailableZoneIds()) {
            String other = names.put(zone.hashCode(), zone);
            if (other != null || zone.hashCode() == 0) {
                throw new IllegalStateException("the time zones " + zone + " and " + other + " have one number");
            }
        }
        return Map.copyOf(names);
    }

    /** 0 for the empty name. */
    static int number(String zone) {
        return zone.hashCode();
    }

    /** Empty for 0, and for a zone that this JDK does not know. */
    static String name(int number) {
        return NAMES.getOrDefault(number, "");
    }
}
