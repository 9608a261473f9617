;; Has a data segment behind the end of its memory, so it cannot be instantiated.
(module
  (memory (export "memory") 1)
  (global (export "__heap_base") i32 (i32.const 2048))
  ;; ValidationResult: head "ok", nothing else
  (data (i32.const 1024) "\08ok" "\00" "\00" "\00" "\00\00\00\00" "\00\00\00\00")
  (data (i32.const 65535) "\01\02")
  (func (export "validate_block") (param $input i32) (param $length i32) (result i64)
    (i64.const 0x0000000e_00000400)))
