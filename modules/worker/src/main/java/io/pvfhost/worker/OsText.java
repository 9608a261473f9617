package io.pvfhost.worker;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Texts for I/O errors as hosts know them from workers written in Rust: in the system's own words (spec 3.6). */
final class OsText {
  private OsText() {
  }

  static String of(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "No such file or directory (os error 2)";
    }
    if (error instanceof AccessDeniedException) {
      return "Permission denied (os error 13)";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "File exists (os error 17)";
    }
    if (error instanceof NotDirectoryException) {
      return "Not a directory (os error 20)";
    }
    if (error instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }
}
