package io.pvfhost.tests.host;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ArtifactKey;
import io.pvfhost.host.ArtifactStore;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteOutcome.ArtifactChanged;
import io.pvfhost.host.ExecuteOutcome.ArtifactMissing;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Artifacts over restarts, with damaged, changed and missing files, a bound, and a second store beside. */
@Timeout(60)
class ArtifactStoreTest {

  private static final long NO_BOUND = Long.MAX_VALUE;
  /** What a worker of a dialect says whose host does not check it. */
  private static final Bytes UNCHECKED = Bytes.wrap(new byte[32]);

  @RegisterExtension
  final Rig rig = new Rig();

  private Path directory() {
    return rig.cache().resolve("artifacts");
  }

  private ArtifactStore open(long maxBytes) {
    return open(maxBytes, Dialect.S);
  }

  private ArtifactStore open(long maxBytes, Dialect dialect) {
    return rig.get(() -> ArtifactStore.open(rig.loop(), directory(), rig.cache(), maxBytes, dialect));
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey(Hash.blake2b256(name.getBytes(StandardCharsets.UTF_8)), Hash.ZERO, "1",
        Hash.ZERO, "2603");
  }

  private Artifact put(ArtifactStore store, String name, int size) throws IOException {
    return put(store, name, new byte[size]);
  }

  private Artifact put(ArtifactStore store, String name, byte[] contents) throws IOException {
    Path staged = Files.write(store.stagingPath(), contents);
    return rig.get(() -> store.put(key(name), staged, UNCHECKED));
  }

  private Optional<Artifact> get(ArtifactStore store, String name) {
    return rig.get(() -> store.get(key(name)));
  }

  private void awaitFiles(int count) {
    Rig.await().until(() -> Rig.entries(directory()).size() == count);
  }

  @Test
  void whatWasPutIsFound() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact put = put(store, "a", 10);
    assertEquals(Optional.of(put), get(store, "a"));
    assertEquals(Optional.empty(), get(store, "b"));
    assertEquals(1, store.count());
    assertEquals(10, store.bytes());
    assertEquals(List.of(put.path()), Rig.entries(directory()));
  }

  @Test
  void everyPartOfTheKeyCounts() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    put(store, "a", 10);
    ArtifactKey key = key("a");
    Hash other = Hash.blake2b256(new byte[] {1});
    for (ArtifactKey different : List.of(new ArtifactKey(other, key.prepHash(), "1", key.workerHash(), "2603"),
        new ArtifactKey(key.codeHash(), other, "1", key.workerHash(), "2603"),
        new ArtifactKey(key.codeHash(), key.prepHash(), "2", key.workerHash(), "2603"),
        new ArtifactKey(key.codeHash(), key.prepHash(), "1", other, "2603"),
        new ArtifactKey(key.codeHash(), key.prepHash(), "1", key.workerHash(), "2509"))) {
      assertEquals(Optional.empty(), rig.get(() -> store.get(different)));
    }
  }

  @Test
  void checksumIsWhatTheWorkerSaysWhereWorkersAreToldIt() throws IOException {
    byte[] contents = "abc".getBytes(StandardCharsets.US_ASCII);
    Bytes sum = Bytes.fromHex("990977adf52cbc440889329981caa9bef7da5770b2b8a05303b75d95360dd62b");
    ArtifactStore store = open(NO_BOUND, Dialect.R2);
    Path staged = Files.write(store.stagingPath(), contents);
    Artifact put = rig.get(() -> store.put(key("a"), staged, sum));
    assertEquals(Optional.of(sum), put.checksum());
    assertEquals(Optional.of(put), get(store, "a"));
    assertEquals(Optional.of(put), get(open(NO_BOUND, Dialect.R2), "a"));
    assertEquals(Optional.empty(), get(open(NO_BOUND, Dialect.S6), "a").orElseThrow().checksum());
  }

  @Test
  void artifactThatIsNotTheOneTheWorkerMadeIsRefused() throws IOException {
    ArtifactStore store = open(NO_BOUND, Dialect.S4);
    Path staged = Files.write(store.stagingPath(), new byte[] {1});
    IOException refusal = Rig.failure(IOException.class, rig.begin(() -> store.put(key("a"), staged, UNCHECKED)));
    assertTrue(refusal.getMessage().contains("its worker says"), refusal.getMessage());
    assertFalse(Files.exists(staged));
    assertEquals(0, store.count());
  }

  @Test
  void artifactsSurviveARestart() throws IOException {
    byte[] contents = {1, 2, 3};
    Artifact before = put(open(NO_BOUND), "a", contents);
    ArtifactStore store = open(NO_BOUND);
    assertEquals(3, store.bytes());
    Artifact after = get(store, "a").orElseThrow();
    assertEquals(before.path(), after.path());
    assertArrayEquals(contents, Files.readAllBytes(after.path()));
  }

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    put(open(NO_BOUND), "a", 1);
    Path foreign = Files.createFile(directory().resolve("readme.pvf"));
    ArtifactStore store = open(NO_BOUND);
    assertEquals(1, store.count());
    assertTrue(Files.exists(foreign));
  }

  @Test
  void aFileDamagedBetweenRunsIsFoundAtItsFirstUseAndRemoved() throws IOException {
    Artifact artifact = put(open(NO_BOUND), "a", 10);
    FileTime time = Files.getLastModifiedTime(artifact.path());
    Files.write(artifact.path(), new byte[] {9}, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(artifact.path(), time);
    ArtifactStore store = open(NO_BOUND);
    assertEquals(Optional.empty(), get(store, "a"));
    assertFalse(Files.exists(artifact.path()));
    assertEquals(0, store.count());
    assertEquals(0, store.bytes());
  }

  @Test
  void aFileTruncatedDuringTheRunIsFoundAtItsNextUse() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact artifact = put(store, "a", 10);
    Files.write(artifact.path(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    assertEquals(Optional.empty(), get(store, "a"));
    assertEquals(0, store.bytes());
  }

  @Test
  void aFileDeletedDuringTheRunIsForgottenAtItsNextUse() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Files.delete(put(store, "a", 10).path());
    assertEquals(Optional.empty(), get(store, "a"));
    assertEquals(0, store.count());
  }

  @Test
  void aFileThatOnlyLooksChangedIsReadAgainAndKept() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact artifact = put(store, "a", 10);
    Files.setLastModifiedTime(artifact.path(), FileTime.fromMillis(1000));
    Artifact again = get(store, "a").orElseThrow();
    assertNotEquals(artifact, again);
    assertEquals(Optional.of(again), get(store, "a"));
  }

  @Test
  void aChangeThatDoesNotShowIsFoundByReadingAgain() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact artifact = put(store, "a", 10);
    FileTime time = Files.getLastModifiedTime(artifact.path());
    Files.write(artifact.path(), new byte[] {9}, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(artifact.path(), time);
    assertTrue(get(store, "a").isPresent(), "looks the same");
    assertFalse(rig.get(() -> store.recheck(artifact)));
    assertEquals(Optional.empty(), get(store, "a"));
    assertFalse(Files.exists(artifact.path()));
  }

  @Test
  void aGoodFileSurvivesBeingReadAgain() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact artifact = put(store, "a", 10);
    assertTrue(rig.get(() -> store.recheck(artifact)));
    assertEquals(Optional.of(artifact), get(store, "a"));
  }

  @Test
  void aFileChangedOrGoneAfterItWasFoundIsSeenWhenItIsLinked() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact artifact = put(store, "a", 10);
    WorkerFactory factory = rig.factory();
    IdleWorker worker =
        rig.start(factory, Rig.fake("connect", "frames:2", "loop", "frames:3", "send:" + Jobs.ok()));
    Files.write(artifact.path(), new byte[20]);
    ExecuteConclusion changed = Rig.join(Jobs.begin(rig, factory, worker, artifact, Jobs.execute(Jobs.LONG)));
    assertInstanceOf(ArtifactChanged.class, changed.outcome());
    Files.delete(artifact.path());
    ExecuteConclusion missing = Rig.join(
        Jobs.begin(rig, factory, changed.idle().orElseThrow(), artifact, Jobs.execute(Jobs.LONG)));
    assertInstanceOf(ArtifactMissing.class, missing.outcome());
    Artifact prepared = put(store, "a", 10);
    ExecuteConclusion good = Rig.join(
        Jobs.begin(rig, factory, missing.idle().orElseThrow(), prepared, Jobs.execute(Jobs.LONG)));
    assertEquals(new Replied(Jobs.OK), good.outcome());
  }

  @Test
  void theLeastRecentlyUsedGoFirst() throws IOException {
    ArtifactStore store = open(30);
    put(store, "a", 10);
    put(store, "b", 10);
    put(store, "c", 10);
    get(store, "a");
    put(store, "d", 10);
    assertEquals(Optional.empty(), get(store, "b"));
    assertEquals(3, store.count());
    assertEquals(30, store.bytes());
    awaitFiles(3);
  }

  @Test
  void anArtifactAboveTheBoundIsKeptAlone() throws IOException {
    ArtifactStore store = open(30);
    put(store, "a", 10);
    put(store, "big", 100);
    assertTrue(get(store, "big").isPresent());
    assertEquals(1, store.count());
    awaitFiles(1);
  }

  @Test
  void theBoundHoldsAfterARestartToo() throws IOException {
    ArtifactStore before = open(NO_BOUND);
    for (String name : List.of("a", "b", "c")) {
      Path file = put(before, name, 10).path();
      Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * name.charAt(0)));
    }
    ArtifactStore store = open(20);
    assertEquals(20, store.bytes());
    assertEquals(Optional.empty(), get(store, "a"));
    assertTrue(get(store, "c").isPresent());
    awaitFiles(2);
  }

  @Test
  void anotherArtifactForTheSameKeyReplacesTheFirst() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    put(store, "a", new byte[] {1});
    Artifact second = put(store, "a", new byte[] {2, 2});
    assertEquals(Optional.of(second), get(store, "a"));
    assertEquals(2, store.bytes());
    awaitFiles(1);
    assertEquals(Optional.of(second.path()), get(open(NO_BOUND), "a").map(Artifact::path));
  }

  @Test
  void theSameArtifactOfAnotherHostLeavesTheFileAsItIs() throws IOException {
    Artifact first = put(open(NO_BOUND), "a", new byte[] {1});
    Files.setLastModifiedTime(first.path(), FileTime.fromMillis(1000));
    Artifact second = put(open(NO_BOUND), "a", new byte[] {1});
    assertEquals(first.path(), second.path());
    assertEquals(FileTime.fromMillis(1000), Files.getLastModifiedTime(first.path()));
    assertEquals(List.of(first.path()), Rig.entries(directory()));
  }

  @Test
  void ofTwoFilesForOneKeyTheNewerIsKept() throws IOException {
    ArtifactStore one = open(NO_BOUND);
    ArtifactStore two = open(NO_BOUND);
    Files.setLastModifiedTime(put(one, "a", new byte[] {1}).path(), FileTime.fromMillis(1000));
    Artifact newer = put(two, "a", new byte[] {2, 2});
    assertEquals(2, Rig.entries(directory()).size());
    ArtifactStore store = open(NO_BOUND);
    assertEquals(2, store.bytes());
    assertEquals(Optional.of(newer.path()), get(store, "a").map(Artifact::path));
    assertEquals(List.of(newer.path()), Rig.entries(directory()));
  }

  @Test
  void aRemovedArtifactIsGone() throws IOException {
    ArtifactStore store = open(NO_BOUND);
    Artifact artifact = put(store, "a", 10);
    rig.get(() -> store.remove(artifact));
    assertEquals(Optional.empty(), get(store, "a"));
    assertEquals(0, store.bytes());
    awaitFiles(0);
  }

  @Test
  void twoStoresInOneDirectoryDoNotHurtEachOther() throws IOException {
    ArtifactStore one = open(NO_BOUND);
    ArtifactStore two = open(NO_BOUND);
    List<CompletableFuture<Artifact>> puts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      for (ArtifactStore store : List.of(one, two)) {
        String name = "artifact " + i;
        Path staged = Files.write(store.stagingPath(), name.getBytes(StandardCharsets.UTF_8));
        puts.add(rig.begin(() -> store.put(key(name), staged, UNCHECKED)));
      }
    }
    puts.forEach(Rig::join);
    for (int i = 0; i < 40; i++) {
      assertTrue(get(one, "artifact " + i).isPresent());
      assertTrue(get(two, "artifact " + i).isPresent());
    }
    assertEquals(40, Rig.entries(directory()).size());
    Artifact removed = get(one, "artifact 0").orElseThrow();
    rig.get(() -> one.remove(removed));
    assertEquals(Optional.empty(), get(two, "artifact 0"));
  }

  @Test
  void manyUsesAtOnceAgree() throws IOException {
    put(open(NO_BOUND), "a", 100_000);
    ArtifactStore store = open(NO_BOUND);
    List<CompletableFuture<Optional<Artifact>>> uses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      uses.add(rig.begin(() -> store.get(key("a"))));
    }
    uses.forEach(use -> assertTrue(Rig.join(use).isPresent()));
    assertEquals(1, store.count());
  }

  @Test
  void anArtifactThatCannotBePutIsAnErrorAndNothingIsIndexed() {
    ArtifactStore store = open(NO_BOUND);
    Rig.failure(IOException.class, rig.begin(() -> store.put(key("a"), rig.file("absent"), UNCHECKED)));
    assertEquals(0, store.count());
  }
}
