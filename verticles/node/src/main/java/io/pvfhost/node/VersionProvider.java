package io.pvfhost.node;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version this was built as. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = VersionProvider.class.getResourceAsStream("node.properties")) {
      build.load(in);
    }
    return new String[] {"pvf " + build.getProperty("version")};
  }
}
