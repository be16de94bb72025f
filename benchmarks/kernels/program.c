// A small program in one function, which is called once: rounds of the sieve, and then the other small kernels, which the
// compiler inlines one after another. Built with bulk memory operations, so that clearing the flags is a memory.fill as it is
// in a program with a C library.

#include "together.h"

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
