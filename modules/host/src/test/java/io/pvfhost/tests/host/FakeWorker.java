package io.pvfhost.tests.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A worker that does what its script says, word by word. A program of the JDK's classes only, so that it starts fast;
 * the tests also run it on a thread of their own.
 *
 * <pre>
 *   connect        connects to the host's socket and unlinks it
 *   frames:N       reads N whole frames
 *   save:FILE      reads one frame and writes its payload to a file
 *   send:HEX       sends bytes
 *   drip:HEX       sends bytes one by one
 *   close          closes the connection
 *   eof            waits until the host closes the connection
 *   pause:N        waits N milliseconds
 *   gate:FILE      waits until the file exists
 *   touch:FILE     makes an empty file
 *   write:NAME:N   makes a file of N bytes in the worker directory
 *   delete:NAME    deletes a file in the worker directory
 *   link:NAME:FILE makes a symbolic link in the worker directory
 *   say:TEXT       prints a line on stderr
 *   flood:N        prints N lines of 2000 characters on stdout and as many on stderr
 *   newlines:N     prints N empty lines
 *   exit:N         exits
 *   hang           waits for ever, but not longer than its parent lives
 *   loop           when the script is at its end, it goes on from here
 * </pre>
 */
public final class FakeWorker {

  private static final int HEADER_BYTES = 8;
  private static final long POLL_MILLIS = 2;

  private final List<String> script;
  private final Path socket;
  private final Path dir;
  private SocketChannel channel;

  FakeWorker(List<String> script, Path socket, Path dir) {
    this.script = script;
    this.socket = socket;
    this.dir = dir;
  }

  /** Runs the words before {@code execute-worker} or {@code prepare-worker}; then come the protocol's arguments. */
  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    int end = Math.max(words.indexOf("execute-worker"), words.indexOf("prepare-worker"));
    Path socket = Path.of(words.get(words.indexOf("--socket-path") + 1));
    Path dir = Path.of(words.get(words.indexOf("--worker-dir-path") + 1));
    // Halts: what the script did not close is closed by the kernel when the process is gone.
    Runtime.getRuntime().halt(new FakeWorker(words.subList(0, end), socket, dir).run());
  }

  /** Runs the script on a thread and closes the connection in the end. */
  int runAndClose() throws IOException, InterruptedException {
    try {
      return run();
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  /** Runs the script and returns the exit status. */
  private int run() throws IOException, InterruptedException {
    int start = script.indexOf("loop");
    for (int i = 0; i < script.size(); i++) {
      String[] word = script.get(i).split(":", 2);
      if (word[0].equals("exit")) {
        return Integer.parseInt(word[1]);
      }
      step(word[0], word.length > 1 ? word[1] : "");
      if (i == script.size() - 1 && start >= 0) {
        i = start;
      }
    }
    return 0;
  }

  private void step(String word, String value) throws IOException, InterruptedException {
    switch (word) {
      case "connect" -> connect();
      case "frames" -> readFrames(Integer.parseInt(value));
      case "save" -> Files.write(Path.of(value), readFrame());
      case "send" -> write(HexFormat.of().parseHex(value));
      case "drip" -> drip(HexFormat.of().parseHex(value));
      case "close" -> channel.close();
      case "eof" -> awaitEnd();
      case "pause" -> Thread.sleep(Integer.parseInt(value));
      case "gate" -> await(Path.of(value));
      case "touch" -> Files.createFile(Path.of(value));
      case "write" -> writeFile(value.split(":", 2));
      case "delete" -> Files.delete(dir.resolve(value));
      case "link" -> makeLink(value.split(":", 2));
      case "say" -> System.err.println(value);
      case "flood" -> flood(Integer.parseInt(value));
      case "newlines" -> System.out.print("\n".repeat(Integer.parseInt(value)));
      case "hang" -> hang();
      case "loop" -> { }
      default -> throw new IllegalArgumentException(word);
    }
  }

  private void connect() throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    Files.deleteIfExists(socket);
  }

  private void readFrames(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readFrame();
    }
  }

  private byte[] readFrame() throws IOException {
    long length = read(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return read(Math.toIntExact(length)).array();
  }

  private ByteBuffer read(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the host closed the connection");
      }
    }
    return buffer.flip();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void drip(byte[] bytes) throws IOException {
    for (byte b : bytes) {
      write(new byte[] {b});
      Thread.onSpinWait();
    }
  }

  private void awaitEnd() throws IOException {
    ByteBuffer sink = ByteBuffer.allocate(HEADER_BYTES);
    while (channel.read(sink) >= 0) {
      sink.clear();
    }
  }

  private static void await(Path gate) throws InterruptedException {
    while (!Files.exists(gate)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void writeFile(String[] nameAndSize) throws IOException {
    Files.write(dir.resolve(nameAndSize[0]), new byte[Integer.parseInt(nameAndSize[1])]);
  }

  private void makeLink(String[] nameAndTarget) throws IOException {
    Files.createSymbolicLink(dir.resolve(nameAndTarget[0]), Path.of(nameAndTarget[1]));
  }

  private static void flood(int lines) {
    String line = "x".repeat(2000);
    for (PrintStream out : List.of(System.out, System.err)) {
      for (int i = 0; i < lines; i++) {
        out.println(line);
      }
    }
    System.err.println("end of the flood");
  }

  private static void hang() throws InterruptedException {
    try {
      ProcessHandle.current().parent().orElseThrow().onExit().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
