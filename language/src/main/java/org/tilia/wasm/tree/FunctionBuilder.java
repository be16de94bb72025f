package org.tilia.wasm.tree;

import java.util.Arrays;
import java.util.List;
import org.tilia.wasm.emit.Signature;
import org.tilia.wasm.instruction.Immediate;
import org.tilia.wasm.instruction.InstructionReader;
import org.tilia.wasm.instruction.Opcode;
import org.tilia.wasm.module.FunctionType;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ValueKind;
import org.tilia.wasm.module.ValueType;
import org.tilia.wasm.nodes.ExpressionNode;
import org.tilia.wasm.nodes.FunctionBodyNode;
import org.tilia.wasm.nodes.StatementNode;
import org.tilia.wasm.nodes.call.CallExpression;
import org.tilia.wasm.nodes.call.CallStatement;
import org.tilia.wasm.nodes.call.DirectInvocation;
import org.tilia.wasm.nodes.call.ImportInvocation;
import org.tilia.wasm.nodes.call.IndirectInvocation;
import org.tilia.wasm.nodes.call.Invocation;
import org.tilia.wasm.nodes.control.DropNode;
import org.tilia.wasm.nodes.control.UnreachableNode;
import org.tilia.wasm.nodes.fused.Fused;
import org.tilia.wasm.nodes.variable.SlotGet;
import org.tilia.wasm.runtime.GuestCode;
import org.tilia.wasm.runtime.WasmModule;
import org.tilia.wasm.tree.OperandStack.Operands;

/**
 * Reads a validated function once and builds its tree.
 *
 * <p>Types are derived again from the code, without checks. Code that cannot be reached is skipped.
 */
final class FunctionBuilder {

    private final WasmModule module;
    private final Module definition;
    private final InstructionReader reader;
    private final Slots slots;
    private final Signature signature;
    private final ControlStack control;
    private final OperandStack operands;
    private final BranchBuilder branches;
    private final StateBuilder state;
    /** Null where fuel is not counted. */
    private final FuelMeter meter;
    private boolean reachable = true;
    private boolean calls;

    /**
     * @param code the function; null for a constant expression
     * @param burnsFuel whether it pays for its instructions
     */
    FunctionBuilder(WasmModule module, GuestCode code, InstructionReader reader, Slots slots, Signature signature, boolean burnsFuel) {
        this.control = new ControlStack(code, slots.locals());
        this.module = module;
        this.definition = module.definition();
        this.reader = reader;
        this.slots = slots;
        this.signature = signature;
        this.operands = new OperandStack(slots, control::append);
        this.branches = new BranchBuilder(control, operands, slots);
        this.state = new StateBuilder(module, reader, operands, this::statement, burnsFuel);
        this.meter = burnsFuel ? new FuelMeter(this::statement) : null;
    }

    FunctionBodyNode build() {
        ControlFrame function = control.open(null, 0, List.of(), signature.results());
        while (true) {
            Opcode opcode = reachable ? reader.next() : skipUnreachable();
            if (opcode == Opcode.END && control.size() == 1) {
                return finish(function);
            }
            if (meter == null) {
                build(opcode);
            } else {
                meter.before(opcode, reader.offset());
                build(opcode);
                meter.after(opcode);
            }
        }
    }

    private FunctionBodyNode finish(ControlFrame function) {
        ExpressionNode tail = null;
        boolean fallsOut = reachable;
        if (fallsOut) {
            int values = function.results.size();
            if (values == 1) {
                operands.flush(Effects.ENDS, operands.size() - 1);
                tail = operands.pop(1).get(0);
            } else {
                branches.moveTo(function, values);
            }
        }
        boolean slotsRead = function.targeted || fallsOut && tail == null;
        int[] resultSlots = slotsRead ? slots.temporaries(0, function.results) : new int[0];
        return new FunctionBodyNode(signature, control.closeFunction(), tail, resultSlots, slots.kinds(), slots.locals(),
                        slotsRead, calls);
    }

    /** Whether an innermost loop of what was built calls a function of another language. */
    boolean callsForeignInLoop() {
        return control.callsForeignInLoop();
    }

    /** Reads on to the {@code else} or {@code end} that belongs to the innermost frame. */
    private Opcode skipUnreachable() {
        int depth = 0;
        while (true) {
            Opcode opcode = reader.next();
            switch (opcode) {
                case BLOCK, LOOP, IF, TRY, TRY_TABLE -> depth++;
                case END, DELEGATE -> {
                    if (depth-- == 0) {
                        return opcode;
                    }
                }
                case ELSE, CATCH, CATCH_ALL -> {
                    if (depth == 0) {
                        return opcode;
                    }
                }
                default -> {
                }
            }
        }
    }

    private void build(Opcode opcode) {
        if (opcode.alignment() >= 0) {
            state.access(opcode);
        } else if (opcode.hasFixedType() && opcode.immediate() == Immediate.NONE
                        && opcode != Opcode.NOP) {
            numeric(opcode);
        } else if (!control(opcode) && !variable(opcode) && !call(opcode)) {
            state.build(opcode);
        }
    }

    private void numeric(Opcode opcode) {
        Operands taken = operands.pop(opcode.operands().length());
        ExpressionNode node = NumericFactory.create(opcode, taken.all(), reader.offset());
        operands.push(node, taken, NumericFactory.mayTrap(opcode) ? Effects.ENDS : Effects.NONE);
    }

    private boolean variable(Opcode opcode) {
        switch (opcode) {
            case LOCAL_GET -> {
                int slot = reader.index();
                operands.pushLeaf(SlotGet.create(slots.kind(slot), slot), Effects.readSlot(slot));
            }
            case LOCAL_SET -> {
                Operands value = operands.pop(1);
                control.write(reader.index(), value.get(0));
                statement(Fused.set(reader.index(), value.get(0)), value.effects() | Effects.writeSlot(reader.index()));
            }
            case LOCAL_TEE -> {
                Operands value = operands.pop(1);
                control.write(reader.index(), value.get(0));
                operands.push(Fused.tee(reader.index(), value.get(0)), value, Effects.writeSlot(reader.index()));
            }
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> operands.pushConstant(NumericFactory.constant(opcode, reader));
            case DROP -> {
                Operands value = operands.pop(1);
                statement(new DropNode(value.get(0)), value.effects());
            }
            case SELECT, SELECT_TYPED -> {
                Operands taken = operands.pop(3);
                operands.push(NumericFactory.select(taken.get(0), taken.get(1), taken.get(2)), taken, Effects.NONE);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean control(Opcode opcode) {
        switch (opcode) {
            case NOP -> {
            }
            case UNREACHABLE -> {
                statement(new UnreachableNode(reader.offset()), Effects.ENDS);
                endOfSequence();
            }
            case BLOCK, LOOP -> openBlock(opcode);
            case IF -> {
                ExpressionNode condition = operands.pop(1).get(0);
                openBlock(opcode);
                control.condition(condition);
            }
            case ELSE -> startElse();
            case END -> close();
            case BR -> {
                branches.branch(control.target(reader.index()));
                endOfSequence();
            }
            case RETURN -> {
                branches.branch(control.target(control.size() - 1));
                endOfSequence();
            }
            case BR_IF -> branches.branchIf(control.target(reader.index()));
            case BR_TABLE -> {
                branches.branchTable(reader);
                endOfSequence();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void openBlock(Opcode opcode) {
        List<ValueKind> parameters = List.of();
        List<ValueKind> results = List.of();
        if (reader.blockTypeIndex() >= 0) {
            FunctionType type = (FunctionType) definition.types().get(reader.blockTypeIndex()).composite();
            parameters = kinds(type.parameters());
            results = kinds(type.results());
        } else if (reader.valueType() != null) {
            results = List.of(reader.valueType().kind());
        }
        int height = operands.size() - parameters.size();
        operands.settleAll();
        if (opcode != Opcode.BLOCK) {
            operands.settleIntoSlots(height);
        }
        control.open(opcode, height, parameters, results);
    }

    private static List<ValueKind> kinds(List<ValueType> types) {
        return types.stream().map(ValueType::kind).toList();
    }

    private void startElse() {
        ControlFrame frame = control.top();
        leave(frame);
        control.startElse();
        operands.truncate(frame.height);
        frame.parameters.forEach(operands::pushSettled);
        reachable = true;
    }

    private void close() {
        ControlFrame frame = control.top();
        boolean withoutElse = frame.kind == Opcode.IF && frame.then == null;
        boolean open = frame.targeted && frame.kind != Opcode.LOOP || frame.kind == Opcode.IF;
        if (frame.kind == Opcode.IF) {
            leave(frame);
            if (!withoutElse) {
                open = frame.targeted && frame.kind != Opcode.LOOP || reachable || frame.thenFallsOut;
            }
        } else if (reachable && open) {
            operands.flush(Effects.ENDS);
            operands.settleIntoSlots(frame.height);
        }
        control.close();
        if (open) {
            operands.truncate(frame.height);
            frame.results.forEach(operands::pushSettled);
        } else if (!reachable) {
            operands.truncate(frame.height);
        }
        reachable |= open;
    }

    /** Ends a branch of a conditional: what it leaves on the stack goes where the other branch leaves its own. */
    private void leave(ControlFrame frame) {
        if (reachable) {
            operands.settleAll();
            operands.settleIntoSlots(frame.height);
            frame.thenFallsOut |= frame.then == null;
        }
    }

    private void endOfSequence() {
        operands.truncate(control.top().height);
        reachable = false;
    }

    private boolean call(Opcode opcode) {
        switch (opcode) {
            case CALL -> {
                int callee = reader.index();
                Signature calleeSignature = Signature.of(definition.functionType(callee));
                Operands arguments = operands.pop(calleeSignature.parameters().size());
                if (module.isForeign(callee)) {
                    control.callForeign();
                }
                finishCall(callee < definition.importedFunctions()
                                ? new ImportInvocation(callee, calleeSignature, arguments.all(), reader.offset())
                                : new DirectInvocation(module.code(callee), calleeSignature, arguments.all(), reader.offset()),
                                arguments);
            }
            case CALL_INDIRECT -> {
                int type = reader.index();
                Signature calleeSignature = Signature.of((FunctionType) definition.types().get(type).composite());
                int count = calleeSignature.parameters().size();
                Operands taken = operands.pop(count + 1);
                finishCall(new IndirectInvocation(reader.secondIndex(), type, calleeSignature,
                                Arrays.copyOf(taken.all(), count), taken.get(count), reader.offset()), taken);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void finishCall(Invocation invocation, Operands taken) {
        calls = true;
        List<ValueKind> results = invocation.signature().results();
        if (results.size() == 1) {
            operands.push(CallExpression.create(invocation), taken, Effects.CALL);
            return;
        }
        int[] resultSlots = slots.temporaries(operands.size(), results);
        long writes = 0;
        for (int slot : resultSlots) {
            writes |= Effects.writeSlot(slot);
        }
        statement(new CallStatement(invocation, resultSlots), taken.effects() | Effects.CALL | writes);
        results.forEach(operands::pushSettled);
    }

    /** Appends a statement behind all pending expressions whose order with it matters. */
    private void statement(StatementNode node, long effects) {
        operands.flush(effects);
        control.append(node);
    }
}
