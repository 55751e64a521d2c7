package dev.fairlead.cli.remote;

import dev.fairlead.errors.UserException;
import dev.fairlead.log.ImportBatch;
import dev.fairlead.log.ImportStore;
import java.util.List;

/** The imports of a server, which alone knows where their events are. */
record RemoteImports(ServerClient server) implements ImportStore {
    @Override
    public void put(ImportBatch batch) {
        server.post(
                "/v1/imports",
                ServerClient.json(out -> ImportBatch.SCHEMA.write(batch, out)),
                ImportBatch.SCHEMA::read);
    }

    @Override
    public List<ImportBatch> batches() {
        return server.get("/v1/imports", answer -> answer.records("imports", ImportBatch.SCHEMA::read));
    }

    @Override
    public List<Range> ranges(String batch) {
        throw ofServer();
    }

    @Override
    public void free(String batch) {
        throw ofServer();
    }

    private UserException ofServer() {
        return new UserException("the server at " + server.server() + " itself undoes imports, when it starts");
    }
}
