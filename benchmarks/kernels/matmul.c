// Matrix multiplication in double precision: three nested loops, an address computation and two loads per step.
// One unit of work is one product of two 128 by 128 matrices.

#include <stdint.h>

enum { SIZE = 128 };

static double a[SIZE][SIZE];
static double b[SIZE][SIZE];
static double c[SIZE][SIZE];

static void multiply(void) {
    for (int32_t i = 0; i < SIZE; i++) {
        for (int32_t j = 0; j < SIZE; j++) {
            double sum = 0;
            for (int32_t k = 0; k < SIZE; k++) {
                sum += a[i][k] * b[k][j];
            }
            c[i][j] = sum;
        }
    }
}

// Folds every bit of the product into the checksum, so that one wrong rounding shows.
static uint32_t fold(uint32_t checksum) {
    for (int32_t i = 0; i < SIZE; i++) {
        for (int32_t j = 0; j < SIZE; j++) {
            union { double value; uint64_t bits; } element = { c[i][j] };
            checksum = checksum * 31 + (uint32_t) (element.bits ^ element.bits >> 32);
        }
    }
    return checksum;
}

int32_t run(int32_t n) {
    for (int32_t i = 0; i < SIZE; i++) {
        for (int32_t j = 0; j < SIZE; j++) {
            a[i][j] = (i * 3 + j * 7) % 101 / 10.0 - 5;
            b[i][j] = (i * 5 + j * 11) % 103 / 10.0 - 5;
        }
    }
    uint32_t checksum = 0;
    for (int32_t unit = 0; unit < n; unit++) {
        // One element changes from unit to unit, so that no unit can be left out.
        a[unit % SIZE][unit / SIZE % SIZE] += 0.3;
        multiply();
        checksum = fold(checksum);
    }
    return (int32_t) checksum;
}
