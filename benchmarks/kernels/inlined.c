// The other small kernels in one function: what an optimising compiler makes of a program whose hot loops were inlined into
// one place. The lowest two bits of the argument choose a kernel, the others are its units of work.

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

int32_t run(int32_t n) {
    switch (n & 3) {
    case 0: return sieve(n >> 2);
    case 1: return matmul(n >> 2);
    case 2: return crc(n >> 2);
    default: return 0;
    }
}
