;; What a worker runs to warm itself up: every kind of instruction the engine compiles often, and the host functions that
;; real validation code calls. Rebuilt by
;;   wat2wasm src/main/wasm/warm-up.wat -o src/main/resources/io/pvfhost/worker/warm-up.wasm
(module
  (type $digest (func (param i64) (result i32)))
  (import "env" "ext_allocator_malloc_version_1" (func $malloc (param i32) (result i32)))
  (import "env" "ext_allocator_free_version_1" (func $free (param i32)))
  (import "env" "ext_logging_max_level_version_1" (func $max_level (result i32)))
  (import "env" "ext_logging_log_version_1" (func $log (param i32 i64 i64)))
  (import "env" "ext_hashing_keccak_256_version_1" (func $keccak_256 (type $digest)))
  (import "env" "ext_hashing_sha2_256_version_1" (func $sha2_256 (type $digest)))
  (import "env" "ext_hashing_blake2_128_version_1" (func $blake2_128 (type $digest)))
  (import "env" "ext_hashing_blake2_256_version_1" (func $blake2_256 (type $digest)))
  (import "env" "ext_hashing_twox_64_version_1" (func $twox_64 (type $digest)))
  (import "env" "ext_hashing_twox_128_version_1" (func $twox_128 (type $digest)))
  (import "env" "ext_never_called_version_1" (func $missing (param i64) (result i64)))
  (memory (export "memory") 1)
  (global (export "__heap_base") i32 (i32.const 2048))
  (global $seed (mut i64) (i64.const 1))
  (table 1 1 funcref)
  (elem (i32.const 0) $mix)
  ;; 1024: 12 zero bytes are a validation result without anything in it.
  (data (i32.const 1040) "warm-up")

  (func $mix (param $x i64) (result i64)
    (i64.xor
      (i64.rotl (i64.mul (local.get $x) (i64.const 0x9e3779b97f4a7c15)) (i64.const 31))
      (i64.shr_u (local.get $x) (i64.const 7))))

  (func $fill (param $at i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $count)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (global.set $seed (call_indirect (param i64) (result i64) (global.get $seed) (i32.const 0)))
        (i64.store (local.get $at) (global.get $seed))
        (i32.store8 (local.get $at) (i32.load8_u (i32.add (local.get $at) (i32.const 3))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next))))

  (func $hash (param $span i64)
    (drop (call $keccak_256 (local.get $span)))
    (drop (call $sha2_256 (local.get $span)))
    (drop (call $blake2_128 (local.get $span)))
    (drop (call $blake2_256 (local.get $span)))
    (drop (call $twox_64 (local.get $span)))
    (drop (call $twox_128 (local.get $span))))

  (func $choose (param $x i32) (result i32)
    (block $c (block $b (block $a
      (br_table $a $b $c (local.get $x)))
      (return (i32.const 7)))
      (return (select (i32.const 8) (i32.const 9) (i32.eqz (local.get $x)))))
    (i32.and (local.get $x) (i32.const 15)))

  (func (export "validate_block") (param $ptr i32) (param $len i32) (result i64)
    (local $buffer i32)
    (if (i32.eq (call $choose (local.get $len)) (i32.const 99))
      (then (drop (call $missing (i64.const 0)))))
    (local.set $buffer (call $malloc (i32.const 512)))
    (call $fill (local.get $buffer) (i32.const 512))
    (call $hash (i64.or (i64.const 0x20000000000) (i64.extend_i32_u (local.get $buffer))))
    (call $free (local.get $buffer))
    (if (call $max_level)
      (then (call $log (i32.const 4) (i64.const 0x700000410) (i64.const 0x700000410))))
    (drop (memory.grow (i32.const 1)))
    (i64.const 0xc00000400)))
