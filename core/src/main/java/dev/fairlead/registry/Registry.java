package dev.fairlead.registry;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.ranking.RankingModel;
import java.util.List;
import java.util.Optional;

/** Models by content hash. A hash may be given by any unique prefix of at least 6 digits. */
public final class Registry {
    private static final String FORMAT = "fairlead-model/1";

    private final ModelStore store;
    private final Documents documents;

    public Registry(ModelStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
    }

    /** The bytes that are hashed and stored: card and model, nothing that differs between equal trainings. */
    public byte[] encode(ModelCard card, RankingModel model) {
        return documents.write(out -> {
            out.text("format", FORMAT);
            out.object("card", card::write);
            out.object("model", model::write);
        });
    }

    /** The bytes of what scores depend on, without the card. */
    public byte[] encode(RankingModel model) {
        return documents.write(model::write);
    }

    /** Stores a model. @param created in milliseconds since 1970 @return its hash */
    public String put(ModelCard card, RankingModel model, long created) {
        return store.put(encode(card, model), created);
    }

    /**
     * Stores a model file as it is, after reading it whole.
     *
     * @throws DamagedModelException if it is not a model: cut off, edited, or something else
     */
    public String importFile(byte[] content, long created) {
        decode("the file", content);
        return store.put(content, created);
    }

    /** The stored bytes. @throws DamagedModelException if they are damaged */
    public Optional<byte[]> content(String hash) {
        return resolve(hash).flatMap(store::get);
    }

    /** The model with this hash or unique prefix. @throws DamagedModelException if its bytes are damaged */
    public Optional<StoredModel> get(String hash) {
        return resolve(hash).flatMap(full -> store.get(full).map(bytes -> decode(full, bytes)));
    }

    public List<ModelStore.Entry> list() {
        return store.list();
    }

    private Optional<String> resolve(String prefix) {
        List<String> found = store.list().stream()
                .map(ModelStore.Entry::hash)
                .filter(hash -> prefix.length() >= 6 && hash.startsWith(prefix))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private StoredModel decode(String name, byte[] bytes) {
        try {
            Contract in = new Contract(documents.read(bytes));
            String format = in.text("format");
            if (!format.equals(FORMAT)) {
                throw new ContractViolation("format", "'" + format + "' is not " + FORMAT);
            }
            StoredModel model =
                    new StoredModel(name, in.record("card", ModelCard::read), in.record("model", RankingModel::read));
            in.refuseUnread();
            return model;
        } catch (ContractViolation e) {
            throw new DamagedModelException(
                    name + " is not a whole Fairlead model: " + e.field() + ": " + e.reason()
                            + ". Export it again from where it was trained.",
                    e);
        }
    }
}
