// Fibonacci numbers by plain recursion: the cost of a direct call and of little else.
// One unit of work is fib(20) to fib(23), which is 21,891 to 92,735 calls.

#include <stdint.h>

// Without this clang turns the second call into a loop.
#ifdef __clang__
__attribute__((disable_tail_calls))
#endif
static uint32_t fib(uint32_t n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int32_t run(int32_t n) {
    uint32_t checksum = 0;
    for (int32_t unit = 0; unit < n; unit++) {
        // The argument depends on what came before, so that no unit can be left out.
        checksum = checksum * 31 + fib(20 + (checksum >> 4 & 3));
    }
    return (int32_t) checksum;
}
