package org.tilia.wasm.bytecode;

import java.lang.constant.ClassDesc;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.runtime.CompiledEntry;

/** The names of generated classes. */
final class Names {

    /** The method of a function's class that holds its code. */
    static final String CODE = "code";
    /** The method of an entry that compiled callers call. */
    static final String CALL = "call";

    /** What the simple names of classes of regions begin with. */
    static final char REGION = 'R';

    private static final String ROOT = CompiledEntry.GENERATED;
    private static final String SIGNATURES = ROOT + "signature.S_";

    private Names() {
    }

    /** The start of the names of all classes of a module, by the number of the module. */
    static String module(long number) {
        return ROOT + "m" + number + ".";
    }

    /** The number of the module that a class belongs to, or −1 if it is no generated code of a module. */
    static long moduleNumber(String className) {
        if (!className.startsWith(ROOT + "m")) {
            return -1;
        }
        int start = ROOT.length() + 1;
        int end = className.indexOf('.', start);
        return Long.parseLong(className, start, end, 10);
    }

    /** Whether a frame of a module's class runs only a part of a function. */
    static boolean isRegion(StackTraceElement frame) {
        String className = frame.getClassName();
        return className.charAt(className.lastIndexOf('.') + 1) == REGION || !frame.getMethodName().equals(CODE);
    }

    /** The class of entries with a signature. */
    static ClassDesc signature(Signature signature) {
        StringBuilder name = new StringBuilder(SIGNATURES);
        signature.parameters().forEach(kind -> name.append(letter(kind)));
        name.append('_');
        name.append(signature.results().isEmpty() ? 'v' : letter(signature.results().getFirst()));
        return ClassDesc.of(name.toString());
    }

    static boolean isSignature(String className) {
        return className.startsWith(SIGNATURES);
    }

    private static char letter(ValueKind kind) {
        return switch (kind) {
            case I32 -> 'i';
            case I64 -> 'l';
            case F32 -> 'f';
            case F64 -> 'd';
            case V128 -> 'V';
            case REF -> 'r';
        };
    }

    /** {@code java.lang.String} from its descriptor. */
    static String binaryName(ClassDesc desc) {
        String descriptor = desc.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }
}
