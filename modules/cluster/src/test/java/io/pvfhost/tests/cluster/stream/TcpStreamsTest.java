package io.pvfhost.tests.cluster.stream;

import io.pvfhost.cluster.stream.StreamOptions;

/** Streams over plain TCP. */
class TcpStreamsTest extends StreamsContract {

  @Override
  StreamOptions options() {
    return new StreamOptions();
  }
}
