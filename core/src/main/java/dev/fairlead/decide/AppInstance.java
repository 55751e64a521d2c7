package dev.fairlead.decide;

/** An app with its instance at work in this process. */
public record AppInstance<Q extends Query>(App<Q, ?> app, RunningApp<Q> running) {}
