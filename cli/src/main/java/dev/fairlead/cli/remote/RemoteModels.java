package dev.fairlead.cli.remote;

import dev.fairlead.errors.UserException;
import dev.fairlead.registry.ModelStore;
import java.util.List;
import java.util.Optional;

/** The model files of a server. */
record RemoteModels(ServerClient server) implements ModelStore {
    @Override
    public String put(byte[] content, long created) {
        return server.post("/v1/models?created=" + created, content, answer -> answer.text("model"));
    }

    @Override
    public Optional<byte[]> get(String hash) {
        try {
            return Optional.of(server.content("/v1/models/" + hash));
        } catch (UserException e) {
            if (e.kind() == UserException.Kind.UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<Entry> list() {
        return server.get(
                "/v1/models",
                answer -> answer.records(
                        "models",
                        in -> new Entry(
                                in.text("model"),
                                in.whole("created", 0, Long.MAX_VALUE),
                                in.whole("bytes", 0, Long.MAX_VALUE))));
    }
}
