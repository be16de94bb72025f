// A small program in one function, which is called once: rounds of the sieve, and then the other small kernels, which the
// compiler inlines one after another. Built with bulk memory operations, so that clearing the flags is a memory.fill as it is
// in a program with a C library.

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

volatile int32_t rest;

int32_t run(int32_t n) {
    int32_t checksum;
    do {
        checksum = sieve(n);
    } while (next_round(checksum));
    for (int32_t i = 0; i < n; i++) {
        rest = crc(1);
    }
    rest = matmul(n / 10);
    rest = (int32_t) fib((uint32_t) n / 10);
    return checksum;
}
