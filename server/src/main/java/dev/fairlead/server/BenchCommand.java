package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure this machine: events per second, time of an answer, bytes of heap.",
            "Data are simulated, traffic stays on 127.0.0.1, files go to a temporary folder that is removed."
        },
        commandListHeading = "%nBenchmarks:%n",
        subcommands = {BenchIngest.class, BenchRank.class, BenchFeed.class, BenchMemory.class})
final class BenchCommand {}
