package dev.fairlead.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store of models on the heap, whose bytes a test can damage. */
public final class HeapModels implements ModelStore {
    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    @Override
    public String put(byte[] content, long created) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            contents.put(hash, content.clone());
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Replaces the stored bytes of a hash. */
    public void damage(String hash) {
        contents.put(hash, "edited".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> get(String hash) {
        return Optional.ofNullable(contents.get(hash)).map(byte[]::clone);
    }

    @Override
    public List<Entry> list() {
        return contents.entrySet().stream()
                .map(each -> new Entry(each.getKey(), 0, each.getValue().length))
                .toList();
    }
}
