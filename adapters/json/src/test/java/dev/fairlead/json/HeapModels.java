package dev.fairlead.json;

import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models on the heap; bytes can be damaged as a disk damages them. */
final class HeapModels implements ModelStore {
    private record Stored(byte[] content, long created) {}

    private final Map<String, Stored> models = new LinkedHashMap<>();

    static String hash(byte[] content) {
        return Sha256.of(content);
    }

    void damage(String hash, byte[] content) {
        models.put(hash, new Stored(content, 0));
    }

    @Override
    public String put(byte[] content, long created) {
        models.putIfAbsent(hash(content), new Stored(content.clone(), created));
        return hash(content);
    }

    @Override
    public Optional<byte[]> get(String hash) {
        Optional<byte[]> content = Optional.ofNullable(models.get(hash)).map(Stored::content);
        if (content.isPresent() && !hash(content.get()).equals(hash)) {
            throw new DamagedModelException("model " + hash + " is damaged");
        }
        return content;
    }

    @Override
    public List<Entry> list() {
        return models.entrySet().stream()
                .map(e -> new Entry(e.getKey(), e.getValue().created, e.getValue().content.length))
                .toList();
    }
}
