package io.pvfhost.hazelcast;

import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.cluster.stream.StreamTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node proves itself with, read from its files, which must be its own alone.
 *
 * @param keys of the cluster; empty for an open one
 * @param tls files for TLS; empty for none
 */
record Secrets(Optional<ClusterKeys> keys, Optional<StreamTls> tls) {

  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
  private static final Duration WARNING_TIME = Duration.ofDays(30);
  private static final Set<PosixFilePermission> OTHERS = EnumSet.range(PosixFilePermission.GROUP_READ,
      PosixFilePermission.OTHERS_EXECUTE);

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException naming the option and the file that cannot be used
   */
  static Secrets read(ClusterOptions options) {
    return new Secrets(options.isKeyed() ? Optional.of(keys(options)) : Optional.empty(),
        options.isTls() ? Optional.of(tls(options)) : Optional.empty());
  }

  private static ClusterKeys keys(ClusterOptions options) {
    Optional<Path> previous = options.getPreviousKeyFile().isEmpty() ? Optional.empty()
        : Optional.of(Path.of(options.getPreviousKeyFile()));
    try {
      return ClusterKeys.read(Path.of(options.getKeyFile()), previous);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("keyFile: there is no file " + e.getFile(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("keyFile: " + e.getMessage(), e);
    }
  }

  private static StreamTls tls(ClusterOptions options) {
    StreamTls tls = new StreamTls(Path.of(options.getTlsCertificate()), Path.of(options.getTlsKey()),
        Path.of(options.getTlsAuthority()));
    checkMode(tls.key());
    checkChain(tls);
    return tls;
  }

  private static void checkMode(Path key) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(key);
      if (mode.stream().anyMatch(OTHERS::contains)) {
        throw new IllegalArgumentException("tlsKey: " + key + " has mode " + PosixFilePermissions.toString(mode)
            + ", only its owner may have access to it (chmod 600)");
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("tlsKey: there is no file " + key, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("tlsKey: cannot read " + key + ": " + e.getMessage(), e);
    }
  }

  // Peers would refuse a certificate that is not good, and say so to nobody.
  private static void checkChain(StreamTls tls) {
    List<X509Certificate> chain = certificates("tlsCertificate", tls.certificate());
    Set<TrustAnchor> anchors = certificates("tlsAuthority", tls.authority()).stream()
        .map(certificate -> new TrustAnchor(certificate, null)).collect(Collectors.toSet());
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("tlsCertificate: " + tls.certificate() + " is not good by "
          + tls.authority() + ": " + e.getMessage(), e);
    }
    Instant end = chain.get(0).getNotAfter().toInstant();
    if (Instant.now().plus(WARNING_TIME).isAfter(end)) {
      LOG.warn("The certificate {} ends at {}: make a new one", tls.certificate(), end);
    }
  }

  private static List<X509Certificate> certificates(String option, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IllegalArgumentException(option + ": " + file + " has no certificate");
      }
      return all.stream().map(X509Certificate.class::cast).toList();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(option + ": there is no file " + file, e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(option + ": cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
