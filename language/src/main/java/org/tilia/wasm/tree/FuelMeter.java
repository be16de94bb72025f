package org.tilia.wasm.tree;

import java.util.function.ObjLongConsumer;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.control.FuelNode;

/**
 * Has each straight-line sequence of instructions paid for where it begins: one unit for each instruction but those that only
 * give the code its structure. A sequence ends where control can leave it or come in; calls are expected to return.
 */
final class FuelMeter {

    private final ObjLongConsumer<StatementNode> statements;
    /** Pays for the sequence that is being read; null until that has an instruction that costs something. */
    private FuelNode payment;

    /** @param statements takes a statement with its effects */
    FuelMeter(ObjLongConsumer<StatementNode> statements) {
        this.statements = statements;
    }

    /** An instruction that can be reached is about to be built. */
    void before(Opcode opcode, int offset) {
        switch (opcode) {
            case NOP, BLOCK, LOOP, ELSE, END, TRY, TRY_TABLE, CATCH, CATCH_ALL, DELEGATE -> {
            }
            default -> {
                if (payment == null) {
                    payment = new FuelNode(offset);
                    statements.accept(payment, Effects.ENDS);
                }
                payment.add();
            }
        }
    }

    /** It is built. */
    void after(Opcode opcode) {
        switch (opcode) {
            case LOOP, IF, ELSE, END, TRY, TRY_TABLE, CATCH, CATCH_ALL, DELEGATE, BR, BR_IF, BR_TABLE, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST,
                            BR_ON_CAST_FAIL, RETURN, UNREACHABLE -> payment = null;
            default -> {
            }
        }
    }
}
