package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What conditions can ask of a moment: its properties and the methods that compute from them. */
final class MomentProperties {

    private final Map<String, Class<?>> properties;
    private final Map<String, Method> helpers = new TreeMap<>();

    MomentProperties(MomentType type) {
        properties = new TreeMap<>(type.properties());
        for (Method method : MomentBase.class.getMethods()) {
            if (method.getDeclaringClass() == MomentBase.class && isHelper(method)) {
                helpers.put(method.getName(), method);
            }
        }
    }

    private static boolean isHelper(Method method) {
        if (method.getParameterCount() == 0 || ValueType.of(method.getReturnType()) == null) {
            return false;
        }
        for (Class<?> parameter : method.getParameterTypes()) {
            if (ValueType.of(parameter) == null) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    ValueType type(String property) {
        Class<?> type = properties.get(property);
        return type == null ? null : ValueType.of(type);
    }

    Class<?> javaType(String property) {
        return properties.get(property);
    }

    @Nullable
    Method helper(String name) {
        return helpers.get(name);
    }

    /** The property that a getter's name stands for, or null. */
    @Nullable
    String ofGetter(String method) {
        if (!method.startsWith("get") || method.length() < 4) {
            return null;
        }
        String name = method.substring(3, 4).toLowerCase(Locale.ROOT) + method.substring(4);
        return properties.containsKey(name) ? name : null;
    }

    static String getter(String property) {
        return "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    Collection<String> names() {
        return properties.keySet();
    }

    /** Everything that can be called on a moment in Java. */
    Set<String> methods() {
        Set<String> all = new TreeSet<>(helpers.keySet());
        properties.keySet().forEach(property -> all.add(getter(property)));
        return all;
    }
}
