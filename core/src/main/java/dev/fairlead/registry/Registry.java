package dev.fairlead.registry;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.experiment.json.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Releases by content hash. A hash may be given by any unique prefix of at least 6 digits.
 *
 * <p>What is stored is a document of card and model, a line feed, and a seal: a second document with the SHA-256 of the
 * first. By the seal a file that was cut or edited on its way is told from a whole one, whatever its name.
 */
public final class Registry {
    private static final String FORMAT = "fairlead-release/1";

    private final ModelStore store;
    private final Documents documents;
    private final Map<String, ModelType<?>> types = new LinkedHashMap<>();

    /** @param types kinds of model that can be stored and read */
    public Registry(ModelStore store, Documents documents, Collection<? extends ModelType<?>> types) {
        this.store = store;
        this.documents = documents;
        types.forEach(type -> this.types.put(type.kind(), type));
    }

    /** The bytes that are hashed and stored: card and model, nothing that differs between equal trainings. */
    public <M> byte[] encode(ModelCard card, ModelType<M> type, M model) {
        byte[] document = documents.write(out -> {
            out.text("format", FORMAT);
            out.text("kind", type.kind());
            out.object("card", card::write);
            out.object("model", to -> type.write(model, to));
        });
        byte[] seal = seal(document, document.length);
        byte[] content = Arrays.copyOf(document, document.length + seal.length);
        System.arraycopy(seal, 0, content, document.length, seal.length);
        return content;
    }

    /** The line feed and second document that belong behind the first {@code length} bytes. */
    private byte[] seal(byte[] content, int length) {
        byte[] line = documents.write(out -> out.text("sha256", sha256(content, length)));
        return ByteBuffer.allocate(line.length + 2)
                .put((byte) '\n')
                .put(line)
                .put((byte) '\n')
                .array();
    }

    private static String sha256(byte[] content, int length) {
        MessageDigest digest = Sha256.digest();
        digest.update(content, 0, length);
        return Sha256.hex(digest);
    }

    /** The bytes of what scores depend on, without the card. */
    public <M> byte[] encode(ModelType<M> type, M model) {
        return documents.write(out -> type.write(model, out));
    }

    /**
     * Stores a model, after making sure that it can be read back.
     *
     * @param created in milliseconds since 1970
     * @return its hash
     * @throws IllegalArgumentException if it cannot: a text of the card is empty or too long, say
     */
    public <M> String put(ModelCard card, ModelType<M> type, M model, long created) {
        byte[] content = encode(card, type, model);
        try {
            read("the new model", content);
        } catch (ContractViolation e) {
            throw new IllegalArgumentException(
                    "the model was not stored, since nobody could read it back: " + e.field() + ": " + e.reason(), e);
        }
        return store.put(content, created);
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
    public Optional<Release> get(String hash) {
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

    private Release decode(String name, byte[] content) {
        try {
            return read(name, content);
        } catch (ContractViolation e) {
            throw new DamagedModelException(
                    name + " is not a whole Fairlead model: " + (e.field().isEmpty() ? "" : e.field() + ": ")
                            + e.reason() + ". Export it again from where it was trained.",
                    e);
        }
    }

    private Release read(String name, byte[] content) throws ContractViolation {
        Contract in = new Contract(documents.read(unsealed(content)));
        String format = in.text("format");
        if (!format.equals(FORMAT)) {
            throw new ContractViolation("format", "'" + format + "' is not " + FORMAT);
        }
        String kind = in.text("kind");
        ModelType<?> type = types.get(kind);
        if (type == null) {
            throw new ContractViolation(
                    "kind",
                    "no app here reads models of kind '" + kind + "'; known are " + String.join(", ", types.keySet()));
        }
        Release model = release(name, in, type);
        in.refuseUnread();
        return model;
    }

    private static <M> Release release(String hash, Contract in, ModelType<M> type) throws ContractViolation {
        ModelCard card = in.record("card", ModelCard::read);
        M model = in.record("model", type::read);
        return new Release(hash, type.kind(), card, type.fingerprint(model), model);
    }

    /** Brings a release's model to full speed. */
    public void warmUp(Release release) {
        ModelType<?> type = types.get(release.kind());
        if (type != null) {
            warmUp(type, release);
        }
    }

    private static <M> void warmUp(ModelType<M> type, Release release) {
        type.warmUp(release.model(type.type()));
    }

    private byte[] unsealed(byte[] content) throws ContractViolation {
        int length = content.length - seal(content, 0).length;
        byte[] end = Arrays.copyOfRange(content, Math.max(0, length), content.length);
        if (length < 0 || !Arrays.equals(end, seal(content, length))) {
            throw new ContractViolation(
                    "", "it was cut off or edited: its last line is not the seal of what is before");
        }
        return Arrays.copyOf(content, length);
    }
}
