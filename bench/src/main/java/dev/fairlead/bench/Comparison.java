package dev.fairlead.bench;

import dev.fairlead.events.FieldWriter;

/**
 * A file of reference numbers, or a part of one, beside what was computed.
 *
 * @param section "" for the whole file
 * @param numbers compared, up to the first that differs
 * @param worst largest relative difference
 * @param reason why it is not ok; "" if it is
 */
record Comparison(String file, String section, int numbers, double worst, String reason) {
    boolean ok() {
        return reason.isEmpty();
    }

    void write(FieldWriter out) {
        out.text("file", file);
        out.text("section", section);
        out.whole("numbers", numbers);
        out.number("worst", worst);
        out.text("ok", ok() ? "yes" : "no");
        out.text("reason", reason);
    }
}
