package io.deadlockwatch.operator.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deadlockwatch.operator.component.Installation.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** Signs tokens with the API server's own key, which gives out none that lives for less than ten minutes. */
final class TokenSigner {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateKey key;

    TokenSigner(Installed installed) throws IOException, GeneralSecurityException {
        String pem = Files.readString(installed.keys().resolve("tokens.key"));
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        this.key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /** The same token with another end. */
    String until(String token, Instant expiry) throws IOException, GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        ObjectNode claims = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        long begun = expiry.minusSeconds(3_600).getEpochSecond();
        claims.put("exp", expiry.getEpochSecond()).put("iat", begun).put("nbf", begun);
        String signed = parts[0] + "." + text(JSON.writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + text(signature.sign());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
