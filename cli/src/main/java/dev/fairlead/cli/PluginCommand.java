package dev.fairlead.cli;

import java.util.concurrent.Callable;

/**
 * A command that another module brings, found as a service: benchmarks beside their peers, comparisons with reference numbers, and
 * studies. Such modules stay off the class path of whoever uses Fairlead as a library; the launcher adds them.
 */
public interface PluginCommand extends Callable<Integer> {
    /** The command that this one is a subcommand of, such as {@code bench}; words apart by a space; empty for a command of its own. */
    String parent();
}
