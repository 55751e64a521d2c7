package dev.fairlead.growthbook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Reads what GrowthBook encrypts: AES-CBC, the initial vector and the rest in Base64 with a dot between them. */
final class EncryptedPayload {
    private EncryptedPayload() {}

    /**
     * The text that was encrypted.
     *
     * @param key of 16, 24 or 32 bytes, in Base64
     * @return empty if the text is none of GrowthBook's, or the key is not its key
     */
    public static Optional<String> decrypt(String encrypted, String key) {
        int dot = encrypted.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(decoder.decode(key), "AES"),
                    new IvParameterSpec(decoder.decode(encrypted.substring(0, dot))));
            byte[] plain = cipher.doFinal(decoder.decode(encrypted.substring(dot + 1)));
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString());
        } catch (GeneralSecurityException | IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
