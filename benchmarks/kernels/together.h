// The other small kernels, as functions that are inlined where they are used.

#pragma once

#include <stdint.h>

#define INLINED static inline __attribute__((always_inline))

#define SIZE SIEVE_SIZE
#define run INLINED sieve
#include "sieve.c"
#undef run
#undef SIZE

#define SIZE MATMUL_SIZE
#define run INLINED matmul
#include "matmul.c"
#undef run
#undef SIZE

#define SIZE CRC_SIZE
#define run INLINED crc
#include "crc.c"
#undef run
#undef SIZE

static uint32_t fib(uint32_t n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

// Whether there is another round.
#ifdef __wasm__
__attribute__((import_module("benchmark"), import_name("round")))
#endif
int32_t next_round(int32_t checksum);
