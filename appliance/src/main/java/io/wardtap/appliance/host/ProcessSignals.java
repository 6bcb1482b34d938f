package io.wardtap.appliance.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Has signals of the process call us instead of what they usually do. The JDK's own class for it
/// is not part of its API, hence reflection; where it is missing, signals do what they usually do.
public final class ProcessSignals {
    private static final Method HASH_CODE = method("hashCode");
    private static final Method EQUALS = method("equals", Object.class);

    private ProcessSignals() {}

    /// @param name without SIG
    /// @param action called on a thread of its own for each signal
    /// @return whether it will be
    @SuppressWarnings("ReferenceEquality") // a handler equals itself
    public static boolean on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calls =
                    Proxy.newProxyInstance(
                            ProcessSignals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) -> {
                                if (method.equals(HASH_CODE)) {
                                    return System.identityHashCode(self);
                                }
                                if (method.equals(EQUALS)) {
                                    return self == arguments[0];
                                }
                                if (method.getName().equals("handle")) {
                                    action.run();
                                }
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), calls);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            return false;
        }
    }

    private static Method method(String name, Class<?>... parameters) {
        try {
            return Object.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every object has it", e);
        }
    }
}
