package org.tilia.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.Set;

/** A built-in module was asked for that nobody provides. */
@SuppressWarnings("serial")
public final class UnknownHostModuleException extends AbstractTruffleException {

    UnknownHostModuleException(String name, Set<String> available) {
        super("no such built-in module: " + name + "; there are: " + String.join(", ", available));
    }
}
