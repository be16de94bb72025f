package org.tilia.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tilia.wasm.binary.BinaryDecoder;
import org.tilia.wasm.module.LoadPoll;
import org.tilia.wasm.module.Module;
import org.tilia.wasm.module.ModuleLimits;
import org.tilia.wasm.text.WastParser;
import org.tilia.wasm.text.WatParser;
import org.tilia.wasm.validation.ModuleValidator;

/**
 * Who ends a guest's time while its module is loaded need not wait until all of it is: with whatever a module is large, every
 * step of its loading polls the more often, the larger it is.
 */
class LoadPollTest {

    private static final int ITEMS = 6_000;
    /** A poll comes after at most so many items. */
    private static final int ITEMS_PER_POLL = 2_000;
    private static final int POLLS = ITEMS / ITEMS_PER_POLL;

    /** Counts how often it is run, and may end what runs it. */
    private static final class Counter implements Runnable {

        final CancellationException end = new CancellationException("over");
        int runs;
        int last = -1;

        @Override
        public void run() {
            if (++runs == last) {
                throw end;
            }
        }

        LoadPoll from(int start) {
            runs = start;
            return new LoadPoll(this);
        }
    }

    /** A module of many items: the form has one, in brackets, and a number for each where it has {@code %}. */
    private static String text(String form) {
        int start = form.indexOf('[');
        int end = form.indexOf(']');
        StringBuilder text = new StringBuilder("(module ").append(form, 0, start);
        for (int i = 0; i < ITEMS; i++) {
            text.append(form.substring(start + 1, end).replace("%", Integer.toString(i))).append(' ');
        }
        return text.append(form, end + 1, form.length()).append(')').toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[(type (func))]", "(rec [(type (func))])", "[(import \"a\" \"b\" (func))]", "[(func)]", "[(func $f%)]", "[(table 0 funcref)]", "[(memory 0)]",
                    "[(global i32 (i32.const 0))]", "[(tag)]", "(func) [(export \"%\" (func 0))]", "[(elem func)]", "(func) (elem func [0])", "(func) (elem funcref [(ref.func 0)])",
                    "(memory 0) [(data \"\")]", "(memory 0) [(data (i32.const 0) \"\")]", "(global i32 i32.const 0 [i32.const 0 i32.add])"})
    void eachStepPollsWhateverThereIsMuchOf(String form) {
        byte[] text = text(form).getBytes(StandardCharsets.UTF_8);
        Counter counter = new Counter();
        byte[] bytes = WatParser.parse(text, counter.from(0)).bytes();
        assertTrue(counter.runs > POLLS, () -> "assembling: " + counter.runs);
        Module decoded = BinaryDecoder.decode(bytes, ModuleLimits.DEFAULT, counter.from(0));
        assertTrue(counter.runs >= POLLS, () -> "decoding: " + counter.runs);
        ModuleValidator.validate(decoded, ModuleLimits.DEFAULT, counter.from(0));
        assertTrue(counter.runs >= POLLS, () -> "validation: " + counter.runs);
    }

    /** What does not come to be part of a module. */
    @ParameterizedTest
    @ValueSource(strings = {"[(;;)]", "[;;\n]", "(@unknown [a])", "(func [nop])", "(memory 0) (data [\"\"])"})
    void soDoesTheTextAlone(String form) {
        Counter counter = new Counter();
        WatParser.parse(text(form).getBytes(StandardCharsets.UTF_8), counter.from(0));
        assertTrue(counter.runs >= POLLS, () -> "assembling: " + counter.runs);
        WastParser.parse(text(form).getBytes(StandardCharsets.UTF_8), counter.from(0));
        assertTrue(counter.runs >= POLLS, () -> "scripts: " + counter.runs);
    }

    @Test
    void whatAPollThrowsEndsTheLoading() {
        byte[] text = text("(func $f) (global i32 (i32.const 0)) (elem func [$f])").getBytes(StandardCharsets.UTF_8);
        Counter counter = new Counter();
        byte[] bytes = WatParser.parse(text, counter.from(0)).bytes();
        int assembling = counter.runs;
        ModuleLoader.load(bytes, ModuleLimits.DEFAULT, counter.from(0));
        int loading = counter.runs;
        for (int last = 1; last <= Math.max(assembling, loading); last++) {
            counter.last = last;
            if (last <= assembling) {
                assertSame(counter.end, assertThrows(CancellationException.class, () -> WatParser.parse(text, counter.from(0))));
                assertEquals(last, counter.runs);
            }
            if (last <= loading) {
                assertSame(counter.end, assertThrows(CancellationException.class, () -> ModuleLoader.load(bytes, ModuleLimits.DEFAULT, counter.from(0))));
                assertEquals(last, counter.runs);
            }
        }
    }

    private static ActionInstrument tool(Context context) {
        return context.getEngine().getInstruments().get(ActionInstrument.ID).lookup(ActionInstrument.class);
    }

    private static Source source(String text) {
        return Source.newBuilder("wasm", text, "large").mimeType("application/wasm-text").buildLiteral();
    }

    /** The function b of a module a, which does something when it is first asked for: then the making of an instance has begun. */
    private record Imports(AtomicBoolean asked, Runnable action) implements ProxyObject {

        Imports(Runnable action) {
            this(new AtomicBoolean(), action);
        }

        @Override
        public Object getMember(String name) {
            if (name.equals("a")) {
                return this;
            }
            if (!asked.getAndSet(true)) {
                action.run();
            }
            return (ProxyExecutable) _ -> null;
        }

        @Override
        public boolean hasMember(String name) {
            return name.equals("a") || name.equals("b");
        }

        @Override
        public Object getMemberKeys() {
            return new String[]{"a", "b"};
        }

        @Override
        public void putMember(String name, Value value) {
            throw new UnsupportedOperationException();
        }
    }

    /** In a context, the poll is Truffle's; so are those of an instance. */
    @ParameterizedTest
    @ValueSource(strings = {"[(import \"a\" \"b\" (func))]", "[(table 0 funcref)]", "[(memory 0)]", "[(global i32 (i32.const 0))]", "(func $f) (elem funcref [(ref.func $f)])",
                    "(table 0 funcref) [(elem (i32.const 0) func)]", "(memory 0) [(data (i32.const 0) \"\")]"})
    void makingAnInstancePollsToo(String form) {
        try (Context context = Context.create("wasm")) {
            ActionInstrument tool = tool(context);
            AtomicInteger polls = new AtomicInteger();
            context.eval(source(text("(import \"a\" \"b\" (func)) " + form))).newInstance(new Imports(() -> tool.repeat(context, polls::incrementAndGet)));
            assertTrue(polls.get() >= ITEMS, polls::toString);
        }
    }

    /** Whatever number of polls there were before: the module comes to no end by itself, as its start function does not. */
    @ParameterizedTest
    @CsvSource({"false, 1", "false, 10", "false, 20", "true, 1", "true, 3000", "true, 10000"})
    void aContextEndsInAnyOfItsSteps(boolean evaluated, int last) {
        Source source = source(text("(import \"a\" \"b\" (func)) [(global i32 (i32.const 0))] (func $f (loop $again (br $again))) (start $f)"));
        Context context = Context.create("wasm");
        ActionInstrument tool = tool(context);
        AtomicInteger polls = new AtomicInteger();
        Runnable end = () -> tool.repeat(context, () -> {
            if (polls.incrementAndGet() == last) {
                tool.exit(context, 7);
            }
        });
        // A thread that is in a context which has ended is of no use to any other.
        try (ExecutorService guests = Executors.newSingleThreadExecutor()) {
            Future<?> guest = guests.submit(() -> {
                if (!evaluated) {
                    context.enter();
                    end.run();
                }
                context.eval(source).newInstance(new Imports(evaluated ? end : () -> fail("it is evaluated")));
            });
            PolyglotException exit = (PolyglotException) assertThrows(ExecutionException.class, guest::get).getCause();
            assertTrue(exit.isExit() && exit.getExitStatus() == 7, exit::toString);
        }
    }

    /** What a tool or a host's interrupt throws, the context outlives. */
    private static final class Interruption extends AbstractTruffleException {

        private static final long serialVersionUID = 1;

        private Interruption() {
            super("interrupted");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 3_000})
    void anInstanceThatIsNotFinishedDoesNotCount(int last) {
        try (Context context = Context.newBuilder("wasm").option("wasm.MaxInstances", "1").build()) {
            Value module = context.eval(source(text("(import \"a\" \"b\" (func)) [(memory 0)]")));
            ActionInstrument tool = tool(context);
            AtomicInteger polls = new AtomicInteger();
            Imports imports = new Imports(() -> tool.repeat(context, () -> {
                if (polls.incrementAndGet() == last) {
                    throw new Interruption();
                }
            }));
            assertEquals("interrupted", assertThrows(PolyglotException.class, () -> module.newInstance(imports)).getMessage());
            module.newInstance(imports);
        }
    }
}
