;; Small functions written by hand: arithmetic, recursion, a loop, two results, an indirect call and a memory.
;; Imports nothing, so it is the module to start with when embedding.

(module
  (type $binary (func (param i32 i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) "Tilia")

  (table funcref (elem $add $subtract $multiply))

  (func $add (export "add") (type $binary)
    (i32.add (local.get 0) (local.get 1)))

  (func $subtract (type $binary)
    (i32.sub (local.get 0) (local.get 1)))

  (func $multiply (type $binary)
    (i32.mul (local.get 0) (local.get 1)))

  ;; Applies operation 0 (add), 1 (subtract) or 2 (multiply), and traps for any other.
  (func (export "apply") (param $operation i32) (param $x i32) (param $y i32) (result i32)
    (call_indirect (type $binary) (local.get $x) (local.get $y) (local.get $operation)))

  ;; The factorial, by recursion.
  (func $fac (export "fac") (param $n i64) (result i64)
    (if (result i64) (i64.le_s (local.get $n) (i64.const 1))
      (then (i64.const 1))
      (else
        (i64.mul
          (local.get $n)
          (call $fac (i64.sub (local.get $n) (i64.const 1)))))))

  ;; The sum of the integers from 1 to n, by a loop.
  (func (export "sum") (param $n i32) (result i64)
    (local $total i64)
    (block $done
      (loop $next
        (br_if $done (i32.le_s (local.get $n) (i32.const 0)))
        (local.set $total
          (i64.add (local.get $total) (i64.extend_i32_s (local.get $n))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $total))

  ;; Quotient and remainder together.
  (func (export "divide") (param $x i32) (param $y i32) (result i32 i32)
    (i32.div_s (local.get $x) (local.get $y))
    (i32.rem_s (local.get $x) (local.get $y)))

  (func (export "hypotenuse") (param $a f64) (param $b f64) (result f64)
    (f64.sqrt
      (f64.add
        (f64.mul (local.get $a) (local.get $a))
        (f64.mul (local.get $b) (local.get $b)))))

  ;; Where the text in the memory begins, and how many bytes it has.
  (func (export "text") (result i32 i32)
    (i32.const 16)
    (i32.const 5))

  ;; How often next has been called.
  (global $count (export "count") (mut i32) (i32.const 0))

  (func (export "next") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.get $count)))
