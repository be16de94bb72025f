package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeVisitor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Finds which segments of {@link SegmentedBlockNode}s branch to which, in one walk over a function. */
final class SegmentConnector implements NodeVisitor {

    /** The blocks that are being walked through, by their outermost label. */
    private final TreeMap<Integer, Walk> open = new TreeMap<>();

    /** Where the walk through a block is. */
    private static final class Walk {
        private final SegmentedBlockNode block;
        private final BitSet[] successors;
        private int segment;

        Walk(SegmentedBlockNode block) {
            this.block = block;
            this.successors = new BitSet[block.segments().length];
        }
    }

    @Override
    public boolean visit(Node node) {
        if (node instanceof Branching branching) {
            for (int label : branching.targets()) {
                branch(label);
            }
        }
        if (!(node instanceof SegmentedBlockNode block)) {
            return true;
        }
        Walk walk = new Walk(block);
        open.put(block.outermost(), walk);
        for (int i = 0; i < walk.successors.length; i++) {
            walk.segment = i;
            walk.successors[i] = new BitSet();
            block.segments()[i].accept(this);
        }
        open.remove(block.outermost());
        block.connect(Arrays.stream(walk.successors).map(places -> places.stream().toArray()).toArray(int[][]::new));
        return false;
    }

    private void branch(int label) {
        Map.Entry<Integer, Walk> nearest = open.floorEntry(label);
        if (nearest != null) {
            Walk walk = nearest.getValue();
            int inwards = label - nearest.getKey();
            if (inwards < walk.successors.length) {
                walk.successors[walk.segment].set(walk.successors.length - inwards);
            }
        }
    }
}
