;; Calls a function that no host of validation code has.
(module
  (import "env" "ext_storage_get_version_1" (func $storage_get (param i64) (result i64)))
  (memory (export "memory") 1)
  (global (export "__heap_base") i32 (i32.const 2048))
  (func (export "validate_block") (param $input i32) (param $length i32) (result i64)
    (call $storage_get (i64.const 0))))
