package dev.kairos.rules;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.StringConcatException;
import java.lang.invoke.StringConcatFactory;

/**
 * Puts texts together up to a bound, in place of what the compiler chose: doubling a text thirty times would otherwise
 * take a gigabyte. Public for generated code only.
 */
public final class BoundedText {

    static final int MAX_LENGTH = 4_096;

    private static final MethodHandle CHECK = check();

    private BoundedText() {}

    private static MethodHandle check() {
        try {
            return MethodHandles.lookup()
                    .findStatic(BoundedText.class, "bounded", MethodType.methodType(String.class, String.class));
        } catch (NoSuchMethodException | IllegalAccessException broken) {
            throw new ExceptionInInitializerError(broken);
        }
    }

    /** The bootstrap method of every {@code +} on texts in a consequence. */
    public static CallSite concatenation(
            MethodHandles.Lookup caller, String name, MethodType type, String recipe, Object... constants)
            throws StringConcatException {
        CallSite plain = StringConcatFactory.makeConcatWithConstants(caller, name, type, recipe, constants);
        return new ConstantCallSite(MethodHandles.filterReturnValue(plain.getTarget(), CHECK));
    }

    private static String bounded(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalStateException("a text has more than " + MAX_LENGTH + " characters");
        }
        return text;
    }
}
