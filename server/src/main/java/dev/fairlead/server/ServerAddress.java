package dev.fairlead.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the server that holds a data folder listens, and the token that opens what is for operators. Kept in the folder while it serves,
 * in a file that only its owner may read: whoever may read the log may also work on it through the server.
 */
public record ServerAddress(URI uri, String token) {
    private static final String FILE = "fairlead.server";
    private static final int TOKEN_BYTES = 32;
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    /** A token that nobody can guess. */
    static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** @param host that is listened on; one that stands for all addresses is asked at this machine's own */
    static ServerAddress of(String host, int port, String token) {
        String asked = ANY.contains(host) ? "127.0.0.1" : host;
        return new ServerAddress(
                URI.create("http://" + (asked.contains(":") ? "[" + asked + "]" : asked) + ":" + port), token);
    }

    /** Leaves the address in the folder. */
    void announce(Path folder) throws IOException {
        Path written = folder.resolve(FILE + ".new");
        Files.deleteIfExists(written);
        Files.createFile(written, ownersOnly());
        Files.writeString(written, uri + "\n" + token + "\n", StandardCharsets.UTF_8);
        Files.move(written, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes what a server left, also one that was killed. Called by whoever holds the folder. */
    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** What a server left in the folder. It may be gone since. */
    public static Optional<ServerAddress> find(Path folder) throws IOException {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(FILE));
            return lines.size() == 2
                    ? Optional.of(new ServerAddress(URI.create(lines.getFirst()), lines.getLast()))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
