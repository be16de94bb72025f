package org.tilia.wasm.text;

import org.tilia.wasm.module.ExternalKind;

/** The index spaces of a module in the making (spec 6.6.1). */
final class ModuleSpaces {

    final TypeSpace types = new TypeSpace();
    final NameSpace functions = new NameSpace("function");
    final NameSpace tables = new NameSpace("table");
    final NameSpace memories = new NameSpace("memory");
    final NameSpace globals = new NameSpace("global");
    final NameSpace tags = new NameSpace("tag");
    final NameSpace elements = new NameSpace("elem segment");
    final NameSpace data = new NameSpace("data segment");

    /** The space of imports and exports of this kind. */
    NameSpace of(ExternalKind kind) {
        return switch (kind) {
            case FUNCTION -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> tags;
        };
    }
}
