// Traps several calls deep, for looking at the stack trace of a guest. The argument says how; without one it reads
// outside the memory.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Every function stays one of its own, and calls nothing last, so that the trace is that of the source.
#define FRAME __attribute__((noinline)) static

struct order {
    const char *kind;
    int32_t quantity;
    int32_t unit_price;
    int32_t (*price)(const struct order *order);
};

FRAME int32_t read_price(int32_t index) {
    static volatile int32_t prices[4] = { 3, 5, 8, 13 };
    return prices[index] + 1;
}

FRAME int32_t share(int32_t amount, volatile int32_t *persons) {
    return amount / *persons + 1;
}

FRAME int32_t recurse(volatile int32_t *depth) {
    *depth += 1;
    int32_t below = *depth == 0 ? 0 : recurse(depth);
    return below + *depth;
}

FRAME int32_t price_of_kind(const struct order *order) {
    volatile int32_t zero = 0;
    volatile int32_t far = INT32_MAX / 4;
    if (strcmp(order->kind, "bounds") == 0) {
        return read_price(far) + 1;
    }
    if (strcmp(order->kind, "unreachable") == 0) {
        __builtin_trap();
    }
    if (strcmp(order->kind, "divide") == 0) {
        return share(order->unit_price, &zero) + 1;
    }
    if (strcmp(order->kind, "indirect") == 0) {
        // Calls a function through a pointer of the wrong type.
        int64_t (*volatile wrong)(int64_t) = (int64_t (*)(int64_t)) (uintptr_t) order->price;
        return (int32_t) wrong(order->quantity) + 1;
    }
    if (strcmp(order->kind, "recursion") == 0) {
        return recurse(&zero) + 1;
    }
    if (strcmp(order->kind, "none") == 0) {
        return order->unit_price;
    }
    fprintf(stderr, "usage: trap [bounds|unreachable|divide|indirect|recursion|none]\n");
    exit(2);
}

FRAME int32_t price_of_order(const struct order *order) {
    return order->quantity * order->price(order);
}

FRAME int32_t print_invoice(const struct order *order) {
    printf("%d of kind %s\n", (int) order->quantity, order->kind);
    fflush(stdout);
    int32_t price = price_of_order(order);
    printf("that is %d\n", (int) price);
    return price;
}

int main(int argc, char **argv) {
    struct order order = { argc > 1 ? argv[1] : "bounds", 3, 14, price_of_kind };
    return print_invoice(&order) < 0;
}
