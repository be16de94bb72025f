package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.tck.tests.ExpressionTest;
import com.oracle.truffle.tck.tests.IdentityFunctionTest;
import com.oracle.truffle.tck.tests.InvalidSyntaxTest;
import com.oracle.truffle.tck.tests.ScriptTest;
import com.oracle.truffle.tck.tests.StatementTest;
import com.oracle.truffle.tck.tests.ValueTest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/**
 * The Truffle TCK, with what {@link WasmLanguageProvider} gives it. Its own tests are JUnit 4's.
 *
 * <p>Its {@code ErrorTypeTest}, which calls as a host, expects that arguments of wrong types are an error of the language's own code. The functions of modules refuse
 * them by the interop message itself, which a host sees as an {@code IllegalArgumentException}.
 */
class TruffleTckTest {

    @BeforeAll
    static void onlyThisLanguage() {
        System.setProperty("tck.language", "wasm");
    }

    @ParameterizedTest
    @ValueSource(classes = {ScriptTest.class, ValueTest.class, InvalidSyntaxTest.class, IdentityFunctionTest.class, StatementTest.class, ExpressionTest.class})
    void holds(Class<?> part) {
        Result result = JUnitCore.runClasses(part);
        assertEquals("", result.getFailures().stream().map(failure -> failure.getDescription() + ": " + failure.getTrace()).collect(Collectors.joining("\n")));
        assertTrue(result.getRunCount() > 1, "no tests");
    }
}
