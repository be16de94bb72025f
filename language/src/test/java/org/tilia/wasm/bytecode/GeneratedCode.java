package org.tilia.wasm.bytecode;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.stream.Stream;
import org.tilia.wasm.Guest;
import org.tilia.wasm.nodes.FunctionRootNode;
import org.tilia.wasm.runtime.GuestCode;

/** What the JVM tier would now generate. */
final class GeneratedCode {

    private GeneratedCode() {
    }

    /** The methods of the first function's class. */
    static Stream<CodeAttribute> methods(Guest guest) {
        GuestCode code = guest.instance().module().code(0);
        FunctionRootNode root = (FunctionRootNode) code.callTarget().getRootNode();
        ModuleCompiler compiler = (ModuleCompiler) guest.instance().module().compiler();
        byte[] bytes = new FunctionClass(compiler, ClassDesc.of("Generated"), root,
                        code.body().end() - code.body().start(), null).generate();
        return ClassFile.of().parse(bytes).methods().stream()
                        .map(method -> method.findAttribute(Attributes.code())).flatMap(Optional::stream);
    }
}
