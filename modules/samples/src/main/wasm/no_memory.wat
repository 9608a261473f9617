;; Has no memory.
(module
  (global (export "__heap_base") i32 (i32.const 2048))
  (func (export "validate_block") (param $input i32) (param $length i32) (result i64)
    (i64.const 0)))
