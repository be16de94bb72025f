package org.tilia.wasm.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;
import org.graalvm.polyglot.HostAccess;

/**
 * Collects the functions of a {@link HostModule}.
 *
 * <p>Lambdas of the usual functional interfaces can be given as they are, if their parameters have types, as in
 * {@code (int a, int b) -> a + b}: that is what tells an i32 from an i64. Whatever takes more, or a {@link Caller}, comes
 * with a functional interface of its own, as a method of an object, or as a handle.
 */
public final class HostModuleBuilder {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final String name;
    private final Map<String, Object> items = new LinkedHashMap<>();

    HostModuleBuilder(String name) {
        this.name = name;
    }

    /** The module; the builder may go on. */
    public HostModule build() {
        return new HostModule(name, items);
    }

    /**
     * Adds a function.
     *
     * @param target whose type is the function's, see {@link HostModule}
     * @throws IllegalArgumentException when the types stand for none of WebAssembly's, or the name is taken
     */
    public HostModuleBuilder function(String function, MethodHandle target) {
        return add(function, new FunctionProxy(name + "." + function, target.asFixedArity()));
    }

    /**
     * Adds a function.
     *
     * @param type a functional interface, whose method's type is the function's
     * @throws IllegalArgumentException when it is none, the types stand for none of WebAssembly's, or the name is taken
     */
    public <F> HostModuleBuilder function(String function, Class<F> type, F body) {
        return function(function, Access.unreflect(LOOKUP, Access.functionalMethod(type)).bindTo(body));
    }

    /**
     * Adds the public methods of an object that are annotated with {@code @HostAccess.Export}, by their names.
     *
     * @throws IllegalArgumentException as {@link #function(String, MethodHandle)} does, or when there are no such methods or
     *             they are not accessible; {@link #methods(MethodHandles.Lookup, Object)} is for those of closed packages
     */
    public HostModuleBuilder methods(Object implementation) {
        return methods(LOOKUP, implementation);
    }

    /** Likewise, with the rights of a lookup. */
    public HostModuleBuilder methods(MethodHandles.Lookup lookup, Object implementation) {
        Class<?> type = implementation.getClass();
        List<Method> methods = Stream.of(type.getMethods()).filter(method -> method.isAnnotationPresent(HostAccess.Export.class)).toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(type.getTypeName() + " has no public method with @HostAccess.Export");
        }
        for (Method method : methods) {
            MethodHandle handle = Access.unreflect(lookup, method);
            function(method.getName(), Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(implementation));
        }
        return this;
    }

    /** Adds an immutable global, i32. */
    public HostModuleBuilder global(String global, int value) {
        return add(global, value);
    }

    /** Adds an immutable global, i64. */
    public HostModuleBuilder global(String global, long value) {
        return add(global, value);
    }

    /** Adds an immutable global, f32. */
    public HostModuleBuilder global(String global, float value) {
        return add(global, value);
    }

    /** Adds an immutable global, f64. */
    public HostModuleBuilder global(String global, double value) {
        return add(global, value);
    }

    /**
     * Adds anything else that a guest may import, such as the memory of another instance, as a value of a context. The
     * module can then be used in that context only.
     */
    public HostModuleBuilder value(String item, Object value) {
        return add(item, value);
    }

    private HostModuleBuilder add(String item, Object value) {
        if (items.putIfAbsent(item, value) != null) {
            throw new IllegalArgumentException(name + "." + item + " is there already");
        }
        return this;
    }

    /** Adds a function [] -> []. */
    public HostModuleBuilder function(String function, Runnable body) {
        return function(function, Runnable.class, body);
    }

    /** Adds a function [] -> [i32]. */
    public HostModuleBuilder function(String function, BooleanSupplier body) {
        return function(function, BooleanSupplier.class, body);
    }

    /** Adds a function [] -> [i32]. */
    public HostModuleBuilder function(String function, IntSupplier body) {
        return function(function, IntSupplier.class, body);
    }

    /** Adds a function [] -> [i64]. */
    public HostModuleBuilder function(String function, LongSupplier body) {
        return function(function, LongSupplier.class, body);
    }

    /** Adds a function [] -> [f64]. */
    public HostModuleBuilder function(String function, DoubleSupplier body) {
        return function(function, DoubleSupplier.class, body);
    }

    /** Adds a function [i32] -> []. */
    public HostModuleBuilder function(String function, IntConsumer body) {
        return function(function, IntConsumer.class, body);
    }

    /** Adds a function [i64] -> []. */
    public HostModuleBuilder function(String function, LongConsumer body) {
        return function(function, LongConsumer.class, body);
    }

    /** Adds a function [f64] -> []. */
    public HostModuleBuilder function(String function, DoubleConsumer body) {
        return function(function, DoubleConsumer.class, body);
    }

    /** Adds a function [i32] -> [i32]. */
    public HostModuleBuilder function(String function, IntUnaryOperator body) {
        return function(function, IntUnaryOperator.class, body);
    }

    /** Adds a function [i64] -> [i64]. */
    public HostModuleBuilder function(String function, LongUnaryOperator body) {
        return function(function, LongUnaryOperator.class, body);
    }

    /** Adds a function [f64] -> [f64]. */
    public HostModuleBuilder function(String function, DoubleUnaryOperator body) {
        return function(function, DoubleUnaryOperator.class, body);
    }

    /** Adds a function [i32 i32] -> [i32]. */
    public HostModuleBuilder function(String function, IntBinaryOperator body) {
        return function(function, IntBinaryOperator.class, body);
    }

    /** Adds a function [i64 i64] -> [i64]. */
    public HostModuleBuilder function(String function, LongBinaryOperator body) {
        return function(function, LongBinaryOperator.class, body);
    }

    /** Adds a function [f64 f64] -> [f64]. */
    public HostModuleBuilder function(String function, DoubleBinaryOperator body) {
        return function(function, DoubleBinaryOperator.class, body);
    }

    /** Adds a function [i32] -> [i64]. */
    public HostModuleBuilder function(String function, IntToLongFunction body) {
        return function(function, IntToLongFunction.class, body);
    }

    /** Adds a function [i32] -> [f64]. */
    public HostModuleBuilder function(String function, IntToDoubleFunction body) {
        return function(function, IntToDoubleFunction.class, body);
    }

    /** Adds a function [i64] -> [i32]. */
    public HostModuleBuilder function(String function, LongToIntFunction body) {
        return function(function, LongToIntFunction.class, body);
    }

    /** Adds a function [i64] -> [f64]. */
    public HostModuleBuilder function(String function, LongToDoubleFunction body) {
        return function(function, LongToDoubleFunction.class, body);
    }

    /** Adds a function [f64] -> [i32]. */
    public HostModuleBuilder function(String function, DoubleToIntFunction body) {
        return function(function, DoubleToIntFunction.class, body);
    }

    /** Adds a function [f64] -> [i64]. */
    public HostModuleBuilder function(String function, DoubleToLongFunction body) {
        return function(function, DoubleToLongFunction.class, body);
    }

    /** Adds a function [i32] -> [i32]. */
    public HostModuleBuilder function(String function, IntPredicate body) {
        return function(function, IntPredicate.class, body);
    }

    /** Adds a function [i64] -> [i32]. */
    public HostModuleBuilder function(String function, LongPredicate body) {
        return function(function, LongPredicate.class, body);
    }

    /** Adds a function [f64] -> [i32]. */
    public HostModuleBuilder function(String function, DoublePredicate body) {
        return function(function, DoublePredicate.class, body);
    }
}
