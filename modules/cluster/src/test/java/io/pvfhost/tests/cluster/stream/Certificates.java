package io.pvfhost.tests.cluster.stream;

import io.pvfhost.cluster.stream.StreamTls;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** A certificate authority and what it signs, as PEM files. */
final class Certificates {

  private static final Duration VALIDITY = Duration.ofHours(1);

  private final Path dir;
  private final KeyPair key = newKey();
  private final X500Name name;
  private int signed;

  Certificates(Path dir, String name) throws Exception {
    this.dir = Files.createDirectories(dir.resolve(name));
    this.name = new X500Name("CN=" + name);
    pem("CERTIFICATE", "ca.crt", sign(this.name, key, true).getEncoded());
  }

  /** The authority's own certificate and key, as if it were a node. */
  StreamTls ca() throws Exception {
    return new StreamTls(dir.resolve("ca.crt"), pem("PRIVATE KEY", "ca.key", key.getPrivate().getEncoded()),
        dir.resolve("ca.crt"));
  }

  /** The files of a node whose certificate this authority has signed. */
  StreamTls node() throws Exception {
    return node(Instant.now());
  }

  /** The files of a node whose certificate is valid for a time from some moment on. */
  StreamTls node(Instant from) throws Exception {
    KeyPair nodeKey = newKey();
    String node = "node" + signed;
    X509Certificate certificate = sign(new X500Name("CN=" + node), nodeKey, false, from);
    return new StreamTls(pem("CERTIFICATE", node + ".crt", certificate.getEncoded()),
        pem("PRIVATE KEY", node + ".key", nodeKey.getPrivate().getEncoded()), dir.resolve("ca.crt"));
  }

  private X509Certificate sign(X500Name subject, KeyPair subjectKey, boolean authority) throws Exception {
    return sign(subject, subjectKey, authority, Instant.now());
  }

  private X509Certificate sign(X500Name subject, KeyPair subjectKey, boolean authority, Instant from)
      throws Exception {
    signed++;
    X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(signed),
        Date.from(from.minusSeconds(60)), Date.from(from.plus(VALIDITY)), subject, subjectKey.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
  }

  private static KeyPair newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private Path pem(String type, String file, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(dir.resolve(file), "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type
        + "-----\n");
  }
}
