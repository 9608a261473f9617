;; Imports a function the host has, but with another type.
(module
  (import "env" "ext_allocator_malloc_version_1" (func (param i64) (result i64)))
  (memory (export "memory") 1)
  (global (export "__heap_base") i32 (i32.const 2048))
  ;; ValidationResult: head "ok", nothing else
  (data (i32.const 1024) "\08ok" "\00" "\00" "\00" "\00\00\00\00" "\00\00\00\00")
  (func (export "validate_block") (param $input i32) (param $length i32) (result i64)
    (i64.const 0x0000000e_00000400)))
