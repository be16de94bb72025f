// Runs rounds of a kernel natively and prints one line of JSON for each, like node.js, and with the checksum added.
// Built together with a kernel: gcc -O2 -fno-math-errno kernels/sieve.c peers/native.c -lm -o sieve

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int32_t run(int32_t n);
int32_t next_round(int32_t checksum);

// For a kernel whose one call would run all rounds: here it is called for each.
int32_t next_round(int32_t checksum) {
    (void) checksum;
    return 0;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    double start = seconds();
    if (argc != 4) {
        fprintf(stderr, "usage: %s KERNEL N ROUNDS\n", argv[0]);
        return 2;
    }
    int32_t n = atoi(argv[2]);
    int rounds = atoi(argv[3]);
    for (int round = 1; round <= rounds; round++) {
        double before = seconds();
        int32_t checksum = run(n);
        double after = seconds();
        printf("{\"kernel\":\"%s\",\"round\":%d,\"seconds\":%.6f,\"sinceStart\":%.6f,\"checksum\":%d}\n",
                argv[1], round, after - before, after - start, checksum);
    }
    return 0;
}
