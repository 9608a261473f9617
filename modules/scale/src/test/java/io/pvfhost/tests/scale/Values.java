package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecKind;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.PrepKind;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationParamsExtension;
import io.pvfhost.scale.ValidationResult;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

import java.time.Duration;

/** Arbitrary values of every type that has an encoding. */
final class Values extends DomainContextBase {

  private static final int LONGEST = 90;
  private static final int MOST_ITEMS = 4;

  @Provide
  Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(LONGEST).map(Bytes::wrap);
  }

  @Provide
  Arbitrary<Hash> hashes() {
    return Arbitraries.bytes().array(byte[].class).ofSize(Hash.LENGTH).map(Hash::of);
  }

  static Arbitrary<Duration> durations() {
    return Combinators.combine(Arbitraries.longs().greaterOrEqual(0), Arbitraries.integers().between(0, 999_999_999))
        .as(Duration::ofSeconds);
  }

  /** Text of any characters but halves of surrogate pairs, which UTF-8 cannot express. */
  static Arbitrary<String> texts() {
    return Arbitraries.integers().between(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(Character::toString)
        .list().ofMaxSize(LONGEST).map(characters -> String.join("", characters));
  }

  @Provide
  Arbitrary<ExecutorParam> executorParam() {
    Arbitrary<Duration> millis = Arbitraries.longs().greaterOrEqual(0).map(Duration::ofMillis);
    return Arbitraries.oneOf(
        u32().map(ExecutorParam.MaxMemoryPages::new),
        u32().map(ExecutorParam.StackLogicalMax::new),
        u32().map(ExecutorParam.StackNativeMax::new),
        Arbitraries.longs().map(ExecutorParam.PrecheckingMaxMemory::new),
        Combinators.combine(Arbitraries.of(PrepKind.class), millis).as(ExecutorParam.PvfPrepTimeout::new),
        Combinators.combine(Arbitraries.of(ExecKind.class), millis).as(ExecutorParam.PvfExecTimeout::new),
        Arbitraries.just(new ExecutorParam.WasmExtBulkMemory()),
        Arbitraries.of(HostFunctionSet.class).map(ExecutorParam.EnabledHostFunction::new));
  }

  @Provide
  Arbitrary<ExecutorParams> executorParams() {
    return executorParam().list().ofMaxSize(2 * MOST_ITEMS).map(ExecutorParams::new);
  }

  @Provide
  Arbitrary<PersistedValidationData> persistedValidationData() {
    return Combinators.combine(bytes(), u32(), hashes(), u32()).as(PersistedValidationData::new);
  }

  @Provide
  Arbitrary<PoV> pov() {
    return bytes().map(PoV::new);
  }

  @Provide
  Arbitrary<ValidationParamsExtension> extension() {
    return Combinators.combine(hashes(), hashes()).as(ValidationParamsExtension::new);
  }

  @Provide
  Arbitrary<ValidationParams> validationParams() {
    return Combinators.combine(bytes(), bytes(), u32(), hashes(), extension().optional()).as(ValidationParams::new);
  }

  @Provide
  Arbitrary<OutboundHrmpMessage> horizontalMessage() {
    return Combinators.combine(u32(), bytes()).as(OutboundHrmpMessage::new);
  }

  @Provide
  Arbitrary<ValidationResult> validationResult() {
    return Combinators.combine(bytes(), bytes().optional(), bytes().list().ofMaxSize(MOST_ITEMS),
        horizontalMessage().list().ofMaxSize(MOST_ITEMS), u32(), u32()).as(ValidationResult::new);
  }

  @Provide
  Arbitrary<CandidateDescriptorVersion> descriptorVersion() {
    return Arbitraries.oneOf(
        Arbitraries.of(CandidateDescriptorVersion.V1, CandidateDescriptorVersion.V2, CandidateDescriptorVersion.V3),
        Arbitraries.integers().between(0, 255).map(CandidateDescriptorVersion::unknown));
  }

  private static Arbitrary<Long> u32() {
    return Arbitraries.longs().between(0, 0xFFFF_FFFFL);
  }
}
