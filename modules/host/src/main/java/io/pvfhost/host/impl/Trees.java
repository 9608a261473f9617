package io.pvfhost.host.impl;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;

/** Removing directory trees without following links, and random names. Blocking. */
public final class Trees {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Trees() {
  }

  /** Removes everything below {@code directory}; a missing directory is an empty one. */
  public static void clear(Path directory) throws IOException {
    clear(directory, entry -> true);
  }

  /** Removes the chosen entries of {@code directory} and everything below them. */
  public static void clear(Path directory, DirectoryStream.Filter<Path> chosen) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, chosen)) {
      for (Path entry : entries) {
        delete(entry);
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  private static void delete(Path entry) throws IOException {
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      clear(entry);
    }
    Files.deleteIfExists(entry);
  }

  /** A name of {@code length} letters and digits. */
  public static String randomName(Random random, int length) {
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
