package dev.fairlead.cli.experiment.methods;

import picocli.CommandLine.Option;

/** Which arms are compared. */
final class ArmNames {
    @Option(
            names = "--control",
            paramLabel = "ARM",
            defaultValue = "control",
            description = "The name of control (default: ${DEFAULT-VALUE}).")
    private String control = "control";

    @Option(
            names = "--treatment",
            paramLabel = "ARM",
            defaultValue = "treatment",
            description = "The name of treatment (default: ${DEFAULT-VALUE}).")
    private String treatment = "treatment";

    String control() {
        return control;
    }

    String treatment() {
        return treatment;
    }
}
