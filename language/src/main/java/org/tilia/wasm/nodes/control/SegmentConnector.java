package org.tilia.wasm.nodes.control;

import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Finds which segments of {@link SegmentedBlockNode}s branch to which, in one walk over a function. */
final class SegmentConnector {

    /** The blocks that are being walked through, by their outermost label. */
    private final TreeMap<Integer, Walk> open = new TreeMap<>();

    /** Where the walk through a block is. */
    private static final class Walk {
        private final BitSet[] successors;
        private int segment;

        Walk(int segments) {
            this.successors = new BitSet[segments];
        }
    }

    /** Walks through a node and all below it. A {@code NodeVisitor} that leaves out a node's children leaves out its siblings, too. */
    void walk(Node node) {
        if (node instanceof Branching branching) {
            for (int label : branching.targets()) {
                branch(label);
            }
        }
        if (node instanceof SegmentedBlockNode block) {
            walkSegments(block);
        } else {
            for (Node child : node.getChildren()) {
                walk(child);
            }
        }
    }

    private void walkSegments(SegmentedBlockNode block) {
        Node[] segments = block.segments();
        Walk walk = new Walk(segments.length);
        open.put(block.outermost(), walk);
        for (int i = 0; i < segments.length; i++) {
            walk.segment = i;
            walk.successors[i] = new BitSet();
            walk(segments[i]);
        }
        open.remove(block.outermost());
        block.connect(Arrays.stream(walk.successors).map(places -> places.stream().toArray()).toArray(int[][]::new));
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
