;; Looks for what an earlier call has left behind, then leaves as much as it can.
;;
;; head: u32 calls counted in a global | u32 calls counted in memory | u32 words found that were not zero
;;
;; A fresh instance gives 1 | 1 | 0.
(module
  (memory (export "memory") 16)
  (global (export "__heap_base") i32 (i32.const 2048))
  (global $calls (mut i32) (i32.const 0))

  ;; ValidationResult: head of 12 bytes at 1025, nothing else
  (data (i32.const 1024) "\30" "\00\00\00\00" "\00\00\00\00" "\00\00\00\00" "\00" "\00" "\00" "\00\00\00\00" "\00\00\00\00")

  ;; Counts the words of 8 bytes from $at to $end that are not zero, and sets all their bits.
  (func $sweep (param $at i32) (param $end i32) (result i32)
    (local $found i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $found
          (i32.add (local.get $found) (i64.ne (i64.load (local.get $at)) (i64.const 0))))
        (i64.store (local.get $at) (i64.const -1))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next)))
    (local.get $found))

  (func (export "validate_block") (param $input i32) (param $length i32) (result i64)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.store align=1 (i32.const 1025) (global.get $calls))
    (i32.store align=1 (i32.const 1029) (i32.add (i32.load align=1 (i32.const 1029)) (i32.const 1)))
    (i32.store align=1 (i32.const 1033)
      (call $sweep
        ;; from the first page behind the input
        (i32.and
          (i32.add (i32.add (local.get $input) (local.get $length)) (i32.const 65535))
          (i32.const -65536))
        (i32.shl (memory.size) (i32.const 16))))
    (i64.const 0x00000018_00000400)))
