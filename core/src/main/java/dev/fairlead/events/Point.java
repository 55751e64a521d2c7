package dev.fairlead.events;

/**
 * A place on earth in WGS 84.
 *
 * @param latitude in degrees, −90 to 90; NaN when not known
 * @param longitude in degrees, −180 to 180; NaN when not known
 */
public record Point(double latitude, double longitude) {
    public static final Point UNKNOWN = new Point(Double.NaN, Double.NaN);
}
