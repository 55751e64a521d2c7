package dev.fairlead.trees;

/**
 * How long a kernel took for a model, on this machine, when it was warmed up.
 *
 * @param rows scored in one call
 * @param micros the shortest of several calls, in microseconds
 */
public record KernelTime(Kernel kernel, int rows, double micros) {}
