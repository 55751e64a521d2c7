package dev.fairlead.server;

import dev.fairlead.experiment.analysis.Readout;

record ExperimentAnalyzeReport(Readout readout, String data) {
    String html() {
        return "";
    }
}
