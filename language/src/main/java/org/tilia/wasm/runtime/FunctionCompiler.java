package org.tilia.wasm.runtime;

import com.oracle.truffle.api.nodes.Node;

/** The JVM tier as a module's code sees it; one per module and engine. The tier implements it. */
public interface FunctionCompiler {

    /** How many calls make a function hot; 0 compiles before the first call. */
    int callThreshold();

    /** How many iterations make a loop hot; 0 compiles at its first back edge. */
    int loopThreshold();

    /** Compiles a function; the result is kept by the caller. */
    CompiledEntry compile(GuestCode code);

    /** Compiles a statement of a function's tree, to be entered in the middle of a call; null where that cannot be done. */
    CompiledRegion compileRegion(GuestCode code, Node statement);
}
