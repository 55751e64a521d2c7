package dev.fairlead.helidon;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.launch.LaunchReadouts;

/** Writes a launch that was read out as the fields of an answer. */
public interface ReadoutWriter {
    void write(LaunchReadouts.Pages pages, FieldWriter out);
}
