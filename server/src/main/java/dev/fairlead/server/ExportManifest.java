package dev.fairlead.server;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonFields;
import dev.fairlead.log.Position;
import dev.fairlead.privacy.Eraser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The files that were exported from a data folder, a line each in {@code exports.jsonl}: whoever erases a person has to see to them too. */
record ExportManifest(Path file) implements Eraser.Exports {
    static ExportManifest in(Path folder) {
        return new ExportManifest(folder.resolve("exports.jsonl"));
    }

    /** Notes files that hold the log up to a position. */
    synchronized void add(List<String> files, Position upTo, long time) {
        try {
            for (String exported : files) {
                Files.writeString(
                        file,
                        Json.write(out -> {
                                    out.text("file", exported);
                                    out.text("position", upTo.toString());
                                    out.whole("time", time);
                                })
                                + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the export could not be noted in " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized List<String> after(Position position) {
        try {
            List<String> files = new ArrayList<>();
            for (String line :
                    Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.<String>of()) {
                JsonFields fields = Json.parse(line);
                if (Position.parse(fields.text("position").orElse("")).covers(position)) {
                    files.add(fields.text("file").orElse(""));
                }
            }
            return files.stream().distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        } catch (ContractViolation e) {
            throw new UncheckedIOException(file + " is damaged: " + e.reason(), new IOException(e));
        }
    }
}
