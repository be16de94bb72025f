// A module in the shape that TinyGo gives to a program that is a library, too: it exports add next to _start, which has to be
// called first, and its memory with malloc and free. Where EXIT is defined, _start ends with proc_exit(0), as newer TinyGo's does.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((import_module("env"), import_name("hostLogUint32"))) void hostLogUint32(uint32_t value);

static uint32_t calls;

__attribute__((export_name("add"))) uint32_t add(uint32_t x, uint32_t y) {
    calls++;
    uint32_t result = x + y;
    hostLogUint32(result);
    return result;
}

// How often add was called since _start.
__attribute__((export_name("calls"))) uint32_t count(void) {
    return calls;
}

int main(void) {
    printf("ready\n");
    fflush(stdout);
#ifdef EXIT
    exit(0);
#endif
    return 0;
}
