package dev.fairlead.cli.trees;

import dev.fairlead.errors.UserException;
import dev.fairlead.trees.ModelFormatException;
import dev.fairlead.trees.TreeEnsemble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --model FILE}: a model saved by LightGBM (text) or XGBoost (JSON, UBJSON). */
final class ModelFile {
    private static final long LARGEST = 1L << 30;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A LightGBM text model, or an XGBoost model in JSON or UBJSON.")
    private Path file = Path.of("");

    TreeEnsemble read() throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserException(file + " is a folder and not a model");
        }
        if (Files.size(file) > LARGEST) {
            throw new UserException(
                    file + " has " + Files.size(file) + " bytes; a model of more than " + LARGEST + " is not read");
        }
        try {
            return TreeEnsemble.read(file);
        } catch (ModelFormatException e) {
            throw new UserException(file + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
