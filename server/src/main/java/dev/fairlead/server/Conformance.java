package dev.fairlead.server;

import java.util.concurrent.Callable;

/**
 * A check against reference numbers, a command of {@code fairlead conformance}. The comparisons are tests, which stay off the
 * program's class path; the launcher adds them for {@code conformance}, and these commands are found there as services.
 */
public interface Conformance extends Callable<Integer> {}
