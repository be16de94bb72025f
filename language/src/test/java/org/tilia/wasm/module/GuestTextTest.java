package org.tilia.wasm.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GuestTextTest {

    @Test
    void plainNamesStayAsTheyAre() {
        for (String name : new String[]{"fd_write", "wasi:io/streams@0.2.3", "[method]a.b", "größe", "名前", "🦀"}) {
            assertEquals(name, GuestText.quote(name));
            assertEquals(name, GuestText.escape(name));
        }
        assertEquals("core::fmt::<A as \"B\">", GuestText.escape("core::fmt::<A as \"B\">"));
    }

    @Test
    void othersAreQuoted() {
        assertEquals("\"\"", GuestText.quote(""));
        assertEquals("\"a b\"", GuestText.quote("a b"));
        assertEquals("\"say \\\"\\\\\\\"\"", GuestText.quote("say \"\\\""));
        assertEquals("\"\\u{1b}[31m\\u{a}\\u{9b}\\u{202e}\\u{2028}\\u{a0}\\u{301}\"", GuestText.quote("\u001b[31m\n\u009b\u202e\u2028\u00a0\u0301"));
        assertEquals("\\u{1b}[31m", GuestText.escape("\u001b[31m"));
        assertEquals("\"\\u{d800}\"", GuestText.quote("\ud800"));
    }

    @Test
    void longOnesAreShortened() {
        assertEquals("\"" + "x".repeat(120) + "\"… (5000 characters)", GuestText.quote("x".repeat(5_000)));
        assertTrue(GuestText.quote("🦀".repeat(5_000)).startsWith("\"" + "🦀".repeat(60) + "\"…"));
        assertEquals("x".repeat(300) + "…", GuestText.escape("x".repeat(301)));
        assertEquals("[i32]", GuestText.shorten("[i32]"));
        assertTrue(GuestText.shorten("i32 ".repeat(1_000)).length() < 350);
    }
}
