// CRC-32 with a table of 256 entries: a chain of dependent loads, shifts and exclusive ors.
// One unit of work is the CRC of a buffer of 64 KiB.

#include <stdint.h>

enum { SIZE = 65536 };

static uint32_t table[256];
static uint8_t buffer[SIZE];

static uint32_t crc32(uint32_t crc) {
    crc = ~crc;
    for (int32_t i = 0; i < SIZE; i++) {
        crc = table[(crc ^ buffer[i]) & 255] ^ crc >> 8;
    }
    return ~crc;
}

int32_t run(int32_t n) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t entry = i;
        for (int32_t bit = 0; bit < 8; bit++) {
            entry = entry & 1 ? entry >> 1 ^ 0xedb88320u : entry >> 1;
        }
        table[i] = entry;
    }
    uint32_t seed = 12345;
    for (int32_t i = 0; i < SIZE; i++) {
        seed = seed * 1664525u + 1013904223u;
        buffer[i] = (uint8_t) (seed >> 24);
    }
    uint32_t checksum = 0;
    for (int32_t unit = 0; unit < n; unit++) {
        checksum = crc32(checksum);
    }
    return (int32_t) checksum;
}
