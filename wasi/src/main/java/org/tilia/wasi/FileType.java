package org.tilia.wasi;

/** What a descriptor is open on, in the interface's order: the ordinal is the code. */
enum FileType {
    UNKNOWN,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    REGULAR_FILE,
    SOCKET_DATAGRAM,
    SOCKET_STREAM,
    SYMBOLIC_LINK
}
