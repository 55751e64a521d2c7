package dev.fairlead.server;

import java.util.concurrent.Callable;

/**
 * A benchmark beside peers, a command of {@code fairlead bench}. Peers are large and some are native, so they stay off the
 * program's class path; the launcher adds them for {@code bench}, and these commands are found there as services.
 */
public interface Benchmark extends Callable<Integer> {}
