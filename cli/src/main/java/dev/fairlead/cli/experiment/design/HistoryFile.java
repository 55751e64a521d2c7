package dev.fairlead.cli.experiment.design;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.plan.PlanHistory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/** A plan's history in a file, to which lines are only ever added. */
final class HistoryFile {
    private HistoryFile() {}

    /** @throws UserException if there is such a file: what was locked is never written over */
    static void absent(Path file) {
        if (Files.exists(file)) {
            throw new UserException(file + " exists and is not written over; choose another name");
        }
    }

    static void create(Path file, PlanHistory history) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, history.last());
        }
    }

    /** Reads a history and verifies its chain. */
    static PlanHistory read(Path file) throws IOException {
        return PlanHistory.read(Files.readString(file));
    }

    /** Adds the entry by which the new history is longer; who adds another at the same time waits. */
    static PlanHistory append(Path file, UnaryOperator<PlanHistory> entry) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            String text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            PlanHistory longer = entry.apply(PlanHistory.read(text));
            channel.position(channel.size());
            write(channel, (text.endsWith("\n") ? "" : "\n") + longer.last());
            return longer;
        }
    }

    private static void write(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }
}
