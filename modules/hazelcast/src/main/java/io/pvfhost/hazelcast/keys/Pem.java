package io.pvfhost.hazelcast.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Certificates and private keys (PKCS#8) as PEM. */
final class Pem {

  private static final int LINE_LENGTH = 64;
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private Pem() {
  }

  static byte[] of(X509Certificate certificate) throws GeneralSecurityException {
    return encode("-----BEGIN CERTIFICATE-----", certificate.getEncoded(), "-----END CERTIFICATE-----");
  }

  static byte[] of(PrivateKey key) {
    return encode(KEY_BEGIN, key.getEncoded(), KEY_END);
  }

  private static byte[] encode(String begin, byte[] content, String end) {
    String lines = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(content);
    return (begin + "\n" + lines + "\n" + end + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new InvalidKeySpecException("no private key (PKCS#8, PEM)");
    }
    try {
      byte[] content = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("no base64: " + e.getMessage(), e);
    }
  }
}
