// The other small kernels in one function, which is called once and does not return before the last round: a program whose
// hot loops were inlined into its main function. The lowest two bits of the argument choose a kernel, the others are its
// units of work.

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

int32_t run(int32_t n) {
    int32_t checksum;
    do {
        switch (n & 3) {
        case 0: checksum = sieve(n >> 2); break;
        case 1: checksum = matmul(n >> 2); break;
        case 2: checksum = crc(n >> 2); break;
        default: checksum = (int32_t) fib((uint32_t) n >> 2); break;
        }
    } while (next_round(checksum));
    return checksum;
}
