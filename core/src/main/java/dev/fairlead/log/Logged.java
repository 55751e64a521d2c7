package dev.fairlead.log;

import dev.fairlead.events.Event;

/** An event at its place in the log. */
public record Logged(long offset, Event event) {}
