package dev.fairlead.cli.bench;

import picocli.CommandLine.Command;

/** The benchmarks, which modules off the program's own class path bring. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure this machine: events per second, time of an answer, bytes of heap.",
            "Data are simulated, traffic stays on 127.0.0.1, files go to a temporary folder that is removed."
        },
        commandListHeading = "%nBenchmarks:%n")
public final class BenchCommand {}
