package org.tilia.wasm.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.tilia.wasm.runtime.FrameObject;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.GuestFrame;
import org.tilia.wasm.runtime.GuestRoot;
import org.tilia.wasm.trap.GuestLocation;

/** A root that stands for a guest's function in stack traces. */
abstract class GuestRootNode extends RootNode implements GuestRoot {

    protected final GuestCode code;

    GuestRootNode(TruffleLanguage<?> language, FrameDescriptor descriptor, GuestCode code) {
        super(language, descriptor);
        this.code = code;
    }

    @Override
    public final GuestCode code() {
        return code;
    }

    /** The offset of the call that a frame is in. */
    @Override
    protected final int findBytecodeIndex(Node node, Frame frame) {
        for (Node place = node; place != null; place = place.getParent()) {
            if (place instanceof GuestLocation location) {
                return location.offset();
            }
        }
        return -1;
    }

    @Override
    public final SourceSection getSourceSection() {
        return code.section();
    }

    @Override
    protected final Object translateStackTraceElement(TruffleStackTraceElement element) {
        return new FrameObject(new GuestFrame(code, element.getBytecodeIndex()));
    }

    @Override
    public final String getName() {
        return code.name();
    }

    @Override
    public final String toString() {
        return code.name();
    }
}
