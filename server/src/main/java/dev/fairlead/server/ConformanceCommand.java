package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Hold this program against reference numbers that others computed.",
            "The comparisons are those of the project's own tests."
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExample:%n",
        footer = "  fairlead conformance experiment ../shared/data/vectors")
final class ConformanceCommand {}
