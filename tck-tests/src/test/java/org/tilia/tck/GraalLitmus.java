package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;

/** The litmus tests of the language's threads, with each function compiled by Graal before its first call. */
final class GraalLitmus {

    private static final String TEST = "org.tilia.wasm.threads.LitmusTest";
    private static final String FORM = "org.tilia.wasm.threads.Form";

    /** As the constants of the tests' forms: with memory outside the heap and in arrays. */
    private static final List<String> FORMS = List.of("TRUFFLE", "TRUFFLE_ARRAY");

    /** One function of each sort of race, which has to be seen among those that were compiled. */
    private static final List<String> RACING = List.of("receive", "write", "run", "add0", "swap6", "xor", "play", "watch");

    private GraalLitmus() {
    }

    /**
     * Runs all of them.
     *
     * @param options for each engine
     */
    static void run(int rounds, Map<String, String> options) throws ReflectiveOperationException, IOException {
        Path log = Files.createTempFile("graal-", ".log");
        options.forEach((name, value) -> System.setProperty("polyglot." + name, value));
        System.setProperty("polyglot.log.file", log.toString());
        try {
            int run = 0;
            for (int round = 0; round < rounds; round++) {
                for (String form : FORMS) {
                    run += run(form);
                }
            }
            System.out.println(run + " litmus tests");
            List<String> compiled = compiled(Files.readAllLines(log));
            assertEquals(RACING, RACING.stream().filter(compiled::contains).toList(), () -> "of what was compiled: " + compiled);
        } finally {
            Files.delete(log);
        }
    }

    private static int run(String form) throws ReflectiveOperationException {
        Class<?> test = Class.forName(TEST);
        Object constant = Arrays.stream(Class.forName(FORM).getEnumConstants()).filter(known -> ((Enum<?>) known).name().equals(form)).findFirst().orElseThrow();
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        List<Method> methods = Arrays.stream(test.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(ParameterizedTest.class)).toList();
        for (Method method : methods) {
            System.out.println(form + " " + method.getName());
            method.setAccessible(true);
            try {
                method.invoke(constructor.newInstance(), constant);
            } catch (InvocationTargetException e) {
                throw new AssertionError(form + " " + method.getName(), e.getCause());
            }
        }
        return methods.size();
    }

    private static List<String> compiled(List<String> log) {
        Pattern done = Pattern.compile(".*opt done [^|]*id=\\d+ +(\\S+) +\\|.*");
        return new ArrayList<>(new TreeSet<>(log.stream().map(done::matcher).filter(matcher -> matcher.matches()).map(matcher -> matcher.group(1)).toList()));
    }
}
