// Sieve of Eratosthenes: byte loads and stores with a varying stride, in loops inside one long-running function.
// One unit of work finds the primes below about 100,000.

#include <stdint.h>

enum { SIZE = 100000 };

static uint8_t composite[SIZE];

int32_t run(int32_t n) {
    uint32_t checksum = 0;
    for (int32_t unit = 0; unit < n; unit++) {
        // The limit differs from unit to unit, so that no unit can be left out.
        int32_t limit = SIZE - (unit & 63);
        for (int32_t i = 0; i < limit; i++) {
            composite[i] = 0;
        }
        for (int32_t i = 2; i * i < limit; i++) {
            if (!composite[i]) {
                for (int32_t j = i * i; j < limit; j += i) {
                    composite[j] = 1;
                }
            }
        }
        uint32_t count = 0;
        uint32_t last = 0;
        for (int32_t i = 2; i < limit; i++) {
            if (!composite[i]) {
                count++;
                last = (uint32_t) i;
            }
        }
        checksum = checksum * 31 + count + last;
    }
    return (int32_t) checksum;
}
