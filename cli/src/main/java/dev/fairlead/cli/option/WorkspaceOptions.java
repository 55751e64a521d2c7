package dev.fairlead.cli.option;

import dev.fairlead.cli.remote.RemoteWorkspace;
import dev.fairlead.cli.remote.ServerClient;
import dev.fairlead.errors.UserException;
import dev.fairlead.server.Apps;
import dev.fairlead.server.ServerAddress;
import dev.fairlead.server.Workspace;
import dev.fairlead.sqlite.FolderInUseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The data that a command works on: a folder, or what a server holds. A folder that a server of this machine holds is worked on through
 * that server, which is found by the address that it left in the folder.
 */
public final class WorkspaceOptions {
    private static final int SHORTEST_TOKEN = 16;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = {
                "Work on the data of this server, such as http://127.0.0.1:8080.",
                "Without it, on the data folder; through its server if one holds it."
            })
    private Optional<URI> server = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "File with the token that the server was started with (--admin-token).")
    private Optional<Path> token = Optional.empty();

    /** Options that no command line gave. @param folder of the data; empty for where they are by default */
    public static WorkspaceOptions of(Optional<Path> folder, Optional<URI> server, Optional<Path> token) {
        var options = new WorkspaceOptions();
        folder.ifPresent(given -> options.data = DataOptions.of(given));
        options.server = server;
        options.token = token;
        return options;
    }

    public DataOptions data() {
        return data;
    }

    /** Where the data are from, for people. */
    public String name() {
        return server.map(URI::toString)
                .orElseGet(() -> data.folder().getFileName().toString());
    }

    /** @throws UserException if the server does not answer, or a process holds the folder that is no server */
    public Workspace open() throws IOException {
        if (server.isPresent()) {
            if (data.given()) {
                throw new UserException("--data and --server name two places to work on; give one of them");
            }
            return new RemoteWorkspace(
                    new ServerClient(
                            server.get(), token.isPresent() ? Optional.of(token(token.get())) : Optional.empty()),
                    Apps.of(data.config()));
        }
        try {
            return data.open();
        } catch (FolderInUseException e) {
            return through(ServerAddress.find(data.folder()).orElseThrow(() -> e));
        }
    }

    /** A server that was killed left its address; what holds the folder now may be no server. */
    private Workspace through(ServerAddress address) {
        var remote = new RemoteWorkspace(
                new ServerClient(address.uri(), Optional.of(address.token())), Apps.of(data.config()));
        try {
            remote.log().end();
            return remote;
        } catch (RuntimeException e) {
            remote.close();
            throw new UserException(
                    UserException.Kind.CONFLICT,
                    "the data folder " + data.folder()
                            + " is in use, and the server that left its address there does not answer: "
                            + e.getMessage());
        }
    }

    /** The token in a file: its first line. @throws UserException if it is too short to keep anybody out */
    public static String token(Path file) throws IOException {
        String token = Files.readString(file).lines().findFirst().orElse("").strip();
        if (token.length() < SHORTEST_TOKEN) {
            throw new UserException(file + " holds a token of " + token.length() + " characters; make one of at least "
                    + SHORTEST_TOKEN);
        }
        return token;
    }
}
