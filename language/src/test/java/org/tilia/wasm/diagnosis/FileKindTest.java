package org.tilia.wasm.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileKindTest {

    @ParameterizedTest
    @CsvSource({
                    "0061736d01000000, MODULE",
                    "0061736d0100000001, MODULE",
                    "'', EMPTY",
                    "00, TRUNCATED",
                    "006173, TRUNCATED",
                    "0061736d010000, TRUNCATED",
                    "0061736d02000000, OTHER_VERSION",
                    "0061736d0d000100, COMPONENT",
                    "7f454c46020101c80000, WASMTIME",
                    "7f454c4602010100, ELF",
                    "7f454c46, ELF",
                    "00616f7401000000, WAMR",
                    "1f8b0800, GZIP",
                    "28b52ffd00, ZSTD",
                    "504b0304, ZIP",
                    "4243c0de, LLVM_BITCODE",
                    "4d5a9000, WINDOWS",
                    "cffaedfe0c000001, MACH_O",
                    "cafebabe00000002, MACH_O",
                    "cafebabe00000045, JAVA_CLASS",
                    "a2ab0bf016e4b0f6, JVM_CACHE",
                    "ffd8ffe000104a46, OTHER",
                    "fffe28006d00, UTF16",
                    "feff0028006d, UTF16",
                    "0102030405060708, OTHER",
    })
    void tellsBinariesByTheirFirstBytes(String bytes, FileKind expected) {
        assertEquals(expected, FileKind.of(HexFormat.of().parseHex(bytes)));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                        Arguments.of("(module)", FileKind.TEXT),
                        Arguments.of("\uFEFF(module)", FileKind.MARKED_TEXT),
                        Arguments.of("  ;; a comment (;\n (; another (; nested ;) ;)\n( module $m)", FileKind.TEXT),
                        Arguments.of("(func (export \"f\"))", FileKind.TEXT),
                        Arguments.of("(@custom \"x\" \"\")", FileKind.TEXT),
                        Arguments.of("(component)", FileKind.COMPONENT_TEXT),
                        Arguments.of(";; c\n( (;c;) component $c)", FileKind.COMPONENT_TEXT),
                        Arguments.of(";; nothing but a comment", FileKind.TEXT),
                        Arguments.of("  \n\t", FileKind.EMPTY),
                        Arguments.of("wasmer-universal\u0001", FileKind.WASMER),
                        Arguments.of("WAZEVO\u0001", FileKind.WAZERO),
                        Arguments.of("!<arch>\nfoo.o/", FileKind.ARCHIVE),
                        Arguments.of("<!DOCTYPE html><html>", FileKind.HTML),
                        Arguments.of("\n <HTML>", FileKind.HTML),
                        Arguments.of("<?xml version='1.0'?><Error/>", FileKind.XML),
                        Arguments.of("{\"error\": \"not found\"}", FileKind.JSON),
                        Arguments.of("version https://git-lfs.github.com/spec/v1\noid sha256:0", FileKind.LFS_POINTER),
                        Arguments.of("AGFzbQEAAAA=", FileKind.BASE64),
                        Arguments.of("// glue\nvar Module = {};", FileKind.JAVASCRIPT),
                        Arguments.of("import { x } from './x.js';", FileKind.JAVASCRIPT),
                        Arguments.of("(function () {})();", FileKind.JAVASCRIPT),
                        Arguments.of("(async () => {})();", FileKind.JAVASCRIPT),
                        Arguments.of("(() => {})();", FileKind.JAVASCRIPT),
                        Arguments.of("#!/usr/bin/env node\nlet x;", FileKind.JAVASCRIPT),
                        Arguments.of("#!/bin/sh\n", FileKind.SCRIPT),
                        Arguments.of("/* C */\n#include <stdio.h>\n", FileKind.SOURCE),
                        Arguments.of("// C++\n\n# define X", FileKind.SOURCE),
                        Arguments.of("// Go\npackage main\n\nimport \"fmt\"", FileKind.SOURCE),
                        Arguments.of("//! Rust\n#![no_std]", FileKind.SOURCE),
                        Arguments.of("pub async fn f() {}", FileKind.SOURCE),
                        Arguments.of("use std::io;", FileKind.SOURCE),
                        Arguments.of("// A license\n/* and more */\n(() => {})()", FileKind.JAVASCRIPT),
                        Arguments.of("/**/ ".repeat(100) + "x", FileKind.JAVASCRIPT),
                        Arguments.of("async function f() {}", FileKind.JAVASCRIPT),
                        Arguments.of("package deals are text", FileKind.OTHER_TEXT),
                        Arguments.of("Hello, world", FileKind.OTHER_TEXT));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void tellsTextsByHowTheyBegin(String text, FileKind expected) {
        assertEquals(expected, FileKind.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(FileKind.class)
    void everyKindThatIsNoModuleSaysWhatItIsAndWhatToDo(FileKind kind) {
        boolean runs = kind == FileKind.MODULE || kind == FileKind.TEXT;
        assertEquals(runs, kind.isModule());
        assertEquals(runs, kind.advice("file").isEmpty());
        kind.advice("the file").ifPresent(advice -> {
            assertTrue(advice.cause().matches("(is|has|begins|ends|does) .*[^.]"), advice.cause());
            assertTrue(advice.remedy().length() > 10 && !advice.remedy().contains("FILE"), advice.remedy());
        });
    }

    @Test
    void unendedCommentsEnd() {
        assertEquals(FileKind.TEXT, FileKind.of("(; (; no end ;)".getBytes(StandardCharsets.UTF_8)));
        assertEquals(FileKind.OTHER_TEXT, FileKind.of("(".getBytes(StandardCharsets.UTF_8)));
    }
}
