package dev.fairlead.experiment.decision;

import java.time.Instant;

/** A guardrail has deteriorated beyond its margin: roll back. */
public record Alarm(Instant at, String guardrail, String sentence) {}
