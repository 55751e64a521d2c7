package dev.fairlead.cli.data;

import dev.fairlead.server.Workspace;

/** Says that a log is not whole any more. */
final class Expired {
    private Expired() {}

    static void warn(Workspace workspace) {
        if (workspace.expired() > 0) {
            System.err.printf(
                    "%,d events have left this log since they were too old: decisions that read what they added up to cannot"
                            + " be made again, and count as different%n",
                    workspace.expired());
        }
    }
}
