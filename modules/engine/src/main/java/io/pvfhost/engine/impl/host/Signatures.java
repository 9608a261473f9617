package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.List;

/**
 * Types of host functions, in the terms of spec 6.6: a span is an i64, address and length; a pointer is an i32, as are
 * sizes, switches and results that are true or false.
 */
final class Signatures {

  private static final ValueType SPAN = ValueType.I64;
  private static final ValueType POINTER = ValueType.I32;
  private static final ValueType I32 = ValueType.I32;

  static final FunctionType NOTHING_TO_NOTHING = type(List.of(), List.of());
  static final FunctionType NOTHING_TO_I32 = type(List.of(), List.of(I32));
  static final FunctionType I64_TO_NOTHING = type(List.of(ValueType.I64), List.of());
  static final FunctionType POINTER_TO_NOTHING = type(List.of(POINTER), List.of());
  static final FunctionType I32_TO_POINTER = type(List.of(I32), List.of(POINTER));
  static final FunctionType SPAN_TO_NOTHING = type(List.of(SPAN), List.of());
  static final FunctionType SPAN_TO_SPAN = type(List.of(SPAN), List.of(SPAN));
  static final FunctionType SPAN_TO_I32 = type(List.of(SPAN), List.of(I32));
  static final FunctionType SPAN_SPAN_SPAN_TO_I32 = type(List.of(SPAN, SPAN, SPAN), List.of(I32));
  static final FunctionType SPAN_TO_POINTER = type(List.of(SPAN), List.of(POINTER));
  static final FunctionType SPAN_I32_TO_POINTER = type(List.of(SPAN, I32), List.of(POINTER));
  static final FunctionType I32_SPAN_SPAN_TO_NOTHING = type(List.of(I32, SPAN, SPAN), List.of());

  /** Root, proof, key and value. */
  static final FunctionType PROOF_TO_I32 = type(List.of(POINTER, SPAN, SPAN, SPAN), List.of(I32));

  /** The same with a state version. */
  static final FunctionType PROOF_I32_TO_I32 = type(List.of(POINTER, SPAN, SPAN, SPAN, I32), List.of(I32));

  static final FunctionType POINTER_TO_SPAN = type(List.of(POINTER), List.of(SPAN));
  static final FunctionType POINTER_SPAN_TO_POINTER = type(List.of(POINTER, SPAN), List.of(POINTER));
  static final FunctionType POINTER_SPAN_POINTER_TO_I32 = type(List.of(POINTER, SPAN, POINTER), List.of(I32));
  static final FunctionType POINTER_POINTER_POINTER_TO_I32 = type(List.of(POINTER, POINTER, POINTER), List.of(I32));
  static final FunctionType POINTER_POINTER_TO_SPAN = type(List.of(POINTER, POINTER), List.of(SPAN));
  static final FunctionType POINTER_POINTER_SPAN_TO_SPAN = type(List.of(POINTER, POINTER, SPAN), List.of(SPAN));
  static final FunctionType POINTER_POINTER_POINTER_TO_SPAN = type(List.of(POINTER, POINTER, POINTER), List.of(SPAN));

  private Signatures() {}

  private static FunctionType type(List<ValueType> params, List<ValueType> results) {
    return new FunctionType(params, results);
  }
}
