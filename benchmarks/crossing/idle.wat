;; What benchmarks/instances makes many of: small, and with something of everything that an instance has of its own.
(module
  (memory (export "memory") 1)
  (data (i32.const 1024) "The first thing that is written makes a page of the system's a part of this memory.")
  (global $calls (mut i32) (i32.const 0))
  (table 2 funcref)
  (elem (i32.const 0) $add)
  (func $add (export "add") (param i32 i32) (result i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.add (local.get 0) (local.get 1))))
