package org.tilia.wasm.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file is, by its first bytes; among them what people hand to a WebAssembly engine by mistake. */
public enum FileKind {
    MODULE(null, null),
    TEXT(null, null),
    EMPTY("is empty", "Was it written, or downloaded, to the end?"),
    TRUNCATED("ends within the first 8 bytes, which every module has", "Was it written, or downloaded, to the end?"),
    OTHER_VERSION("has another version than 1, the only one of core modules",
                    "It was made by a newer or an experimental tool, or is damaged: build it, or fetch it, again."),
    COMPONENT("is a component (WASI preview 2), not a core module", "Build it for preview 1: target wasm32-wasip1."),
    COMPONENT_TEXT("is the text of a component (WASI preview 2), not of a core module", "Build it for preview 1: target wasm32-wasip1."),
    WASMTIME("is a module that wasmtime has precompiled for itself (.cwasm)", "Give the .wasm file that it was made from."),
    WASMER("is a module that wasmer has precompiled for itself", "Give the .wasm file that it was made from."),
    WAZERO("is a module that wazero has precompiled for itself", "Give the .wasm file that it was made from."),
    WAMR("is a module that WAMR has precompiled for itself (.aot)", "Give the .wasm file that it was made from."),
    ELF("is a native program or object file (ELF)", "Compile for a WebAssembly target, such as wasm32-wasip1."),
    MACH_O("is a native program or object file (Mach-O)", "Compile for a WebAssembly target, such as wasm32-wasip1."),
    WINDOWS("is a native Windows program (PE)", "Compile for a WebAssembly target, such as wasm32-wasip1."),
    LLVM_BITCODE("is LLVM bitcode, not WebAssembly", "Link it for wasm32 first; `clang -flto` leaves bitcode in object files."),
    ARCHIVE("is a library of object files (ar)", "Link it to a module first."),
    JAVA_CLASS("is a Java class file", "Run it with `java`."),
    JVM_CACHE("is a cache that a JVM made for its own start (AOT cache, CDS archive)",
                    "Give the .wasm file: Tilia precompiles no modules, and `tilia` finds its own cache by itself."),
    GZIP("is compressed with gzip", "Unpack it first: gunzip < FILE > module.wasm"),
    ZSTD("is compressed with zstd", "Unpack it first: zstd -d FILE"),
    ZIP("is a zip archive", "Unpack it first: unzip FILE"),
    HTML("is an HTML page", "A download may have saved an error page in place of the module."),
    XML("is an XML document", "A download may have saved an error page in place of the module."),
    JSON("is JSON", "A download may have saved an error message in place of the module."),
    LFS_POINTER("is a Git LFS pointer, which stands for the file", "Fetch the file itself: git lfs pull"),
    BASE64("is a module in base64", "Decode it first: base64 -d FILE > module.wasm"),
    JAVASCRIPT("is JavaScript", "Give the .wasm file that lies beside it; a compiler for the web writes both."),
    MARKED_TEXT("begins with a byte order mark, which the text format does not have", "Save it as UTF-8 without a BOM: tail -c +4 FILE > module.wat"),
    UTF16("is text in UTF-16", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > module.wat"),
    SOURCE("is source code, not a module",
                    "Compile it first: clang --target=wasm32-wasi, cargo build --target wasm32-wasip1, or GOOS=wasip1 GOARCH=wasm go build."),
    SCRIPT("is a script for another interpreter (#!)", "Run it as a program of its own."),
    OTHER_TEXT("is text, but not WebAssembly's, which begins with `(module`", "Give a module, binary or text."),
    OTHER("does not begin with \\0asm, as every module does", "Was it encrypted, or damaged? Build it, or fetch it, again.");

    private static final int PREAMBLE = 8;
    /** How much of a text is looked at, beyond its comments. */
    private static final int HEAD = 512;
    private static final String[] JAVASCRIPT_STARTS = {"var ", "let ", "const ", "function ", "function(", "async ", "import ", "import{",
                    "export ", "\"use strict\"", "'use strict'", "//", "/*", "!function", "(function", "(()", "(async", "(self", "(this", ";("};

    /** How files in C, C++, Rust and Go begin, behind comments; nothing is tried twice, whatever the file. */
    private static final Pattern SOURCE_START = Pattern.compile("(?>//.*\\R|/\\*(?s:.*?)\\*/|\\s)*+"
                    + "(#\\s*(include|define|pragma|if|ifdef|ifndef)\\b|#!?\\[|package \\w+\\s*$|(pub |unsafe |async )*fn \\w|(pub )?(mod|use) [\\w:]+)", Pattern.MULTILINE);

    private final String description;
    private final String remedy;

    FileKind(String description, String remedy) {
        this.description = description;
        this.remedy = remedy;
    }

    /** What it is and what to do about it, both to follow the file's name; empty for what can be run. */
    public Optional<Advice> advice(String file) {
        return isModule() ? Optional.empty() : Optional.of(new Advice(description, remedy.replace("FILE", file)));
    }

    /** Whether it is a module, binary or text, as far as its first bytes tell. */
    public boolean isModule() {
        return description == null;
    }

    /** What the bytes are: a whole file, or its first kilobytes. */
    public static FileKind of(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        if (startsWith(bytes, 0, 0x00, 'a', 's', 'm')) {
            return ofPreamble(bytes);
        }
        if (bytes.length < PREAMBLE && isPrefix(bytes, 0x00, 'a', 's', 'm')) {
            return TRUNCATED;
        }
        FileKind binary = ofMagic(bytes);
        return binary != null ? binary : ofText(bytes);
    }

    private static FileKind ofPreamble(byte[] bytes) {
        if (bytes.length < PREAMBLE) {
            return TRUNCATED;
        }
        if (startsWith(bytes, 4, 0x01, 0x00, 0x00, 0x00)) {
            return MODULE;
        }
        boolean componentLayer = startsWith(bytes, 6, 0x01, 0x00);
        return componentLayer ? COMPONENT : OTHER_VERSION;
    }

    private static FileKind ofMagic(byte[] bytes) {
        if (startsWith(bytes, 0, 0x7F, 'E', 'L', 'F')) {
            boolean wasmtimeAbi = bytes.length > 7 && (bytes[7] & 0xFF) == 0xC8;
            return wasmtimeAbi ? WASMTIME : ELF;
        }
        if (startsWith(bytes, 0, 0x00, 'a', 'o', 't')) {
            return WAMR;
        }
        if (startsWith(bytes, 0, 0xFF, 0xFE) || startsWith(bytes, 0, 0xFE, 0xFF)) {
            return UTF16;
        }
        if (startsWith(bytes, "wasmer-universal")) {
            return WASMER;
        }
        if (startsWith(bytes, "WAZEVO")) {
            return WAZERO;
        }
        if (startsWith(bytes, 0, 0x1F, 0x8B)) {
            return GZIP;
        }
        if (startsWith(bytes, 0, 0x28, 0xB5, 0x2F, 0xFD)) {
            return ZSTD;
        }
        if (startsWith(bytes, 0, 'P', 'K', 0x03, 0x04) || startsWith(bytes, 0, 'P', 'K', 0x05, 0x06)) {
            return ZIP;
        }
        if (startsWith(bytes, 0, 'B', 'C', 0xC0, 0xDE)) {
            return LLVM_BITCODE;
        }
        if (startsWith(bytes, "!<arch>\n")) {
            return ARCHIVE;
        }
        return ofNativeMagic(bytes);
    }

    private static FileKind ofNativeMagic(byte[] bytes) {
        if (startsWith(bytes, 1, 0xAB, 0x0B, 0xF0)) {
            return JVM_CACHE;
        }
        if (startsWith(bytes, 0, 'M', 'Z')) {
            return WINDOWS;
        }
        if (startsWith(bytes, 0, 0xCF, 0xFA, 0xED, 0xFE) || startsWith(bytes, 0, 0xCE, 0xFA, 0xED, 0xFE)) {
            return MACH_O;
        }
        if (startsWith(bytes, 0, 0xCA, 0xFE, 0xBA, 0xBE)) {
            // Universal Mach-O files share the magic of class files; they count few architectures where those have a version.
            boolean few = bytes.length > 7 && startsWith(bytes, 4, 0, 0, 0) && bytes[7] < 30;
            return few ? MACH_O : JAVA_CLASS;
        }
        return null;
    }

    private static FileKind ofText(byte[] bytes) {
        int start = startsWith(bytes, 0, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        int form = skipCommentsAndSpace(bytes, start);
        if (form < bytes.length ? isForm(bytes, form) : isComment(bytes, start)) {
            return start > 0 ? MARKED_TEXT : isComponent(bytes, form) ? COMPONENT_TEXT : TEXT;
        }
        String head = new String(bytes, start, Math.min(HEAD, bytes.length - start), StandardCharsets.ISO_8859_1).strip();
        if (!isPrintable(head)) {
            return OTHER;
        }
        return head.isEmpty() ? EMPTY : ofHead(head);
    }

    private static FileKind ofHead(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html") || lower.startsWith("<head") || lower.startsWith("<body")) {
            return HTML;
        }
        if (lower.startsWith("<")) {
            return XML;
        }
        if (head.startsWith("version https://git-lfs")) {
            return LFS_POINTER;
        }
        if (head.startsWith("AGFzb")) {
            return BASE64;
        }
        if (head.startsWith("#!")) {
            return head.lines().findFirst().orElse("").contains("node") ? JAVASCRIPT : SCRIPT;
        }
        if (SOURCE_START.matcher(head).lookingAt()) {
            return SOURCE;
        }
        if (Arrays.stream(JAVASCRIPT_STARTS).anyMatch(head::startsWith)) {
            return JAVASCRIPT;
        }
        return head.startsWith("{") || head.startsWith("[") ? JSON : OTHER_TEXT;
    }

    /**
     * Whether an S-expression of the text format begins here: {@code (} and a word of lower-case letters, but none of
     * JavaScript's. The text parser says what is wrong with any other word.
     */
    private static boolean isForm(byte[] bytes, int start) {
        if (bytes[start] != '(') {
            return false;
        }
        int word = skipCommentsAndSpace(bytes, start + 1);
        String text = new String(bytes, word, Math.min(16, bytes.length - word), StandardCharsets.ISO_8859_1);
        return text.matches("(?s)[a-z@].*") && !text.matches("(?s)(function|async|self|this|window)\\b.*");
    }

    private static boolean isComponent(byte[] bytes, int start) {
        int word = start < bytes.length ? skipCommentsAndSpace(bytes, start + 1) : start;
        return startsWith(bytes, word, "component");
    }

    /** Whether there is a comment of the text format at the start. */
    private static boolean isComment(byte[] bytes, int start) {
        int i = start;
        while (i < bytes.length && bytes[i] <= ' ') {
            i++;
        }
        return startsWith(bytes, i, ';', ';') || startsWith(bytes, i, '(', ';');
    }

    /** The first position that is neither white space nor inside of a comment of the text format. */
    private static int skipCommentsAndSpace(byte[] bytes, int start) {
        int i = start;
        while (i < bytes.length) {
            if (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r') {
                i++;
            } else if (startsWith(bytes, i, ';', ';')) {
                while (i < bytes.length && bytes[i] != '\n') {
                    i++;
                }
            } else if (startsWith(bytes, i, '(', ';')) {
                i = skipBlockComment(bytes, i);
            } else {
                return i;
            }
        }
        return i;
    }

    private static int skipBlockComment(byte[] bytes, int start) {
        int depth = 0;
        int i = start;
        do {
            if (startsWith(bytes, i, '(', ';')) {
                depth++;
                i += 2;
            } else if (startsWith(bytes, i, ';', ')')) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0 && i < bytes.length);
        return i;
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f');
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return startsWith(bytes, 0, text);
    }

    private static boolean startsWith(byte[] bytes, int offset, String text) {
        return startsWith(bytes, offset, text.chars().toArray());
    }

    private static boolean startsWith(byte[] bytes, int offset, int... expected) {
        return bytes.length - offset >= expected.length && isPrefix(Arrays.copyOfRange(bytes, offset, offset + expected.length), expected);
    }

    /** Whether the bytes, fewer perhaps, are the first of what is expected. */
    private static boolean isPrefix(byte[] bytes, int... expected) {
        for (int i = 0; i < Math.min(bytes.length, expected.length); i++) {
            if ((bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
