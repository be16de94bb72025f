package org.tilia.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tilia.wasm.module.LoadPoll;

/** Scripts of the spec's test suite ({@code .wast}). */
public final class WastParser {

    private final TokenReader in;
    private final ScriptValueParser values;

    private WastParser(TokenReader in) {
        this.in = in;
        this.values = new ScriptValueParser(in);
    }

    /** @throws org.tilia.wasm.module.ModuleException where the script, apart from the modules in it, is malformed */
    public static Script parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a text in UTF-8. */
    public static Script parse(byte[] utf8) {
        return parse(utf8, LoadPoll.none());
    }

    /** The same, ended by the poll, as is later the assembling of the modules in it. */
    public static Script parse(byte[] utf8, LoadPoll poll) {
        Tokens tokens = Lexer.tokenize(utf8, poll);
        int end = tokens.count() - 1;
        TokenReader in = new TokenReader(tokens, 0, end);
        boolean opensWord = in.at(TokenKind.LEFT_PARENTHESIS) && tokens.kind(1) == TokenKind.KEYWORD;
        if (opensWord && FieldScanner.isField(tokens.text(1))) {
            int line = tokens.source().line(tokens.start(0));
            return new Script(List.of(new Command.Module(line, null, new ModuleSource.Text(tokens, 0, end))));
        }
        WastParser parser = new WastParser(in);
        List<Command> commands = new ArrayList<>();
        while (!in.atLimit()) {
            commands.add(parser.command());
        }
        return new Script(commands);
    }

    private int line() {
        return in.tokens().source().line(in.tokens().start(in.position()));
    }

    private Command command() {
        int line = line();
        if (in.atOpen("module")) {
            return module(line);
        }
        if (in.atOpen("invoke") || in.atOpen("get")) {
            return new Command.Perform(line, action());
        }
        in.expect(TokenKind.LEFT_PARENTHESIS, "a command");
        String keyword = in.keyword("a command");
        Command command = switch (keyword) {
            case "register" -> new Command.Register(line, in.name(), in.identifier());
            case "assert_return" -> new Command.AssertReturn(line, action(), results());
            case "assert_trap" -> in.atOpen("module") ? new Command.AssertModuleTrap(line, source(), in.name())
                            : new Command.AssertTrap(line, action(), in.name());
            case "assert_exhaustion" -> new Command.AssertExhaustion(line, action(), in.name());
            case "assert_exception" -> new Command.AssertException(line, action());
            case "assert_suspension" -> new Command.AssertSuspension(line, action(), in.name());
            case "assert_malformed", "assert_malformed_custom" ->
                new Command.AssertMalformed(line, source(), in.name(), keyword.endsWith("custom"));
            case "assert_invalid", "assert_invalid_custom" ->
                new Command.AssertInvalid(line, source(), in.name(), keyword.endsWith("custom"));
            case "assert_unlinkable" -> new Command.AssertUnlinkable(line, source(), in.name());
            case "thread" -> thread(line);
            case "wait" -> new Command.Wait(line, requiredIdentifier());
            default -> {
                in.moveTo(in.position() - 1);
                throw in.unexpected("a command");
            }
        };
        in.expectClose();
        return command;
    }

    private Command module(int line) {
        ModuleForm form = ModuleForm.read(in);
        return switch (form.kind()) {
            case MODULE -> new Command.Module(line, form.name(), form.source());
            case DEFINITION -> new Command.Definition(line, form.name(), form.source());
            case INSTANCE -> new Command.Instance(line, form.name(), form.definition());
        };
    }

    private ModuleSource source() {
        int start = in.position();
        ModuleForm form = ModuleForm.read(in);
        if (form.source() == null) {
            throw in.tokens().unexpected(start, "a module");
        }
        return form.source();
    }

    private Action action() {
        boolean invoke = in.acceptOpen("invoke");
        if (!invoke) {
            in.expectOpen("get");
        }
        String instance = in.identifier();
        String export = in.name();
        Action action = invoke ? new Action.Invoke(instance, export, values.arguments()) : new Action.Get(instance, export);
        in.expectClose();
        return action;
    }

    private List<Expectation> results() {
        List<Expectation> results = new ArrayList<>();
        while (in.at(TokenKind.LEFT_PARENTHESIS)) {
            results.add(values.expectation());
        }
        return results;
    }

    private Command thread(int line) {
        String name = requiredIdentifier();
        String shared = null;
        if (in.acceptOpen("shared")) {
            in.expectOpen("module");
            shared = requiredIdentifier();
            in.expectClose();
            in.expectClose();
        }
        List<Command> commands = new ArrayList<>();
        while (in.at(TokenKind.LEFT_PARENTHESIS)) {
            commands.add(command());
        }
        return new Command.Thread(line, name, shared, commands);
    }

    private String requiredIdentifier() {
        if (!in.at(TokenKind.IDENTIFIER)) {
            throw in.unexpected("an identifier");
        }
        return in.identifier();
    }
}
