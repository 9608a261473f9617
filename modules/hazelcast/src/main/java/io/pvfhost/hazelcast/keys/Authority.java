package io.pvfhost.hazelcast.keys;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * A private authority that signs the certificates of one cluster's nodes and nothing else: whoever has a certificate
 * of it is a node. Keys are of the curve P-256.
 */
final class Authority {

  /** How long the authority's own certificate is good for. */
  static final Duration LIFE = Duration.ofDays(3650);

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 127;
  /** Clocks of nodes may differ. */
  private static final Duration CLOCK_MARGIN = Duration.ofHours(1);

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final SecureRandom random = new SecureRandom();

  private Authority(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** Makes an authority and its two files. */
  static Authority create(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
    KeyPair pair = newKeyPair();
    X500Name name = name("PVF Host cluster authority");
    JcaX509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), LIFE, new SecureRandom());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    addKeyIds(builder, pair.getPublic(), pair.getPublic());
    X509Certificate certificate = sign(builder, pair.getPrivate());
    SecretFiles.write(keyFile, Pem.of(pair.getPrivate()));
    SecretFiles.write(certificateFile, Pem.of(certificate));
    return new Authority(certificate, pair.getPrivate());
  }

  /** Reads an authority that was made before. */
  static Authority load(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
    return new Authority(Pem.certificate(certificateFile), Pem.privateKey(keyFile));
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** Makes a node's certificate and key and their files. */
  X509Certificate issue(String node, Duration life, Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    KeyPair pair = newKeyPair();
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    JcaX509v3CertificateBuilder builder = builder(issuer, name(node), pair.getPublic(), life, random);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(Extension.subjectAlternativeName, false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, node)));
    addKeyIds(builder, pair.getPublic(), certificate.getPublicKey());
    X509Certificate issued = sign(builder, key);
    SecretFiles.write(keyFile, Pem.of(pair.getPrivate()));
    SecretFiles.write(certificateFile, Pem.of(issued));
    return issued;
  }

  private static JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey publicKey,
      Duration life, SecureRandom random) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(issuer, new BigInteger(SERIAL_BITS, random),
        Date.from(now.minus(CLOCK_MARGIN)), Date.from(now.plus(life)), subject, publicKey);
  }

  private static void addKeyIds(X509v3CertificateBuilder builder, PublicKey subject, PublicKey issuer)
      throws CertIOException, GeneralSecurityException {
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject));
    builder.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuer));
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter().getCertificate(
          builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
