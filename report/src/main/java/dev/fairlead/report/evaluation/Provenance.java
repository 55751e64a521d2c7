package dev.fairlead.report.evaluation;

import java.util.List;

/**
 * Where an evaluation's numbers come from.
 *
 * @param data which data, with its span and checksum where known
 * @param split how training and test were divided
 * @param baseline the policy that gains are measured against; empty text for none
 * @param simulated whether people and outcomes are simulated
 * @param notes more facts, in order
 */
public record Provenance(String data, String split, String baseline, boolean simulated, List<Note> notes) {

    /** A fact with its label. */
    public record Note(String label, String text) {}

    public Provenance {
        notes = List.copyOf(notes);
    }
}
