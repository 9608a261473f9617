package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PrepKind;
import io.pvfhost.scale.ValidationResult;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Arbitrary values that messages are made of. */
final class Values {

  private Values() {
  }

  static Arbitrary<Bytes> bytes(int maxLength) {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(maxLength).map(Bytes::wrap);
  }

  static Arbitrary<Hash> hashes() {
    return Arbitraries.bytes().array(byte[].class).ofSize(Hash.LENGTH).map(Hash::of);
  }

  static Arbitrary<Long> u32() {
    return Arbitraries.longs().between(0, 0xFFFF_FFFFL);
  }

  /** Text of any characters that UTF-8 can express: no half surrogate pairs. */
  static Arbitrary<String> texts() {
    Arbitrary<String> characters = Arbitraries.chars()
        .filter(c -> !Character.isSurrogate(c))
        .map(String::valueOf);
    return Arbitraries.oneOf(characters, Arbitraries.of("\uD83E\uDD80", "\0"))
        .list().ofMaxSize(80).map(parts -> String.join("", parts));
  }

  static Arbitrary<Optional<String>> optionalTexts() {
    return texts().optional();
  }

  static Arbitrary<Duration> durations() {
    return Combinators.combine(
        Arbitraries.longs().greaterOrEqual(0),
        Arbitraries.integers().between(0, 999_999_999)).as(Duration::ofSeconds);
  }

  /**
   * Executor params.
   *
   * @param hostFunctions whether with those that not every dialect knows
   */
  static Arbitrary<ExecutorParams> executorParams(boolean hostFunctions) {
    Arbitrary<Duration> millis = Arbitraries.longs().greaterOrEqual(0).map(Duration::ofMillis);
    Arbitrary<ExecutorParam> params = Arbitraries.oneOf(
        u32().map(ExecutorParam.MaxMemoryPages::new),
        u32().map(ExecutorParam.StackLogicalMax::new),
        u32().map(ExecutorParam.StackNativeMax::new),
        Arbitraries.longs().map(ExecutorParam.PrecheckingMaxMemory::new),
        Combinators.combine(Arbitraries.of(PrepKind.class), millis).as(ExecutorParam.PvfPrepTimeout::new),
        Combinators.combine(Arbitraries.of(ExecKind.class), millis).as(ExecutorParam.PvfExecTimeout::new),
        Arbitraries.just(new ExecutorParam.WasmExtBulkMemory()));
    Arbitrary<ExecutorParam> all = hostFunctions
        ? Arbitraries.frequencyOf(Tuple.of(7, params), Tuple.of(1,
            Arbitraries.of(HostFunctionSet.class).map(ExecutorParam.EnabledHostFunction::new)))
        : params;
    return all.list().ofMaxSize(10).map(ExecutorParams::new);
  }

  static Arbitrary<PersistedValidationData> persistedValidationData() {
    return Combinators.combine(bytes(300), u32(), hashes(), u32()).as(PersistedValidationData::new);
  }

  static Arbitrary<ByteBuffer> blockData() {
    return bytes(20_000).map(bytes -> ByteBuffer.wrap(bytes.array()));
  }

  static Arbitrary<ValidationResult> validationResults() {
    Arbitrary<OutboundHrmpMessage> horizontal = Combinators.combine(u32(), bytes(20)).as(OutboundHrmpMessage::new);
    return Combinators.combine(
        bytes(300),
        bytes(200).optional(),
        bytes(20).list().ofMaxSize(5),
        horizontal.list().ofMaxSize(5),
        u32(),
        u32()).as(ValidationResult::new);
  }
}
