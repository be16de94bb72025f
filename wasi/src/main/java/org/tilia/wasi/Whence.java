package org.tilia.wasi;

/** What a new position counts from. */
enum Whence {
    SET,
    CUR,
    END
}
