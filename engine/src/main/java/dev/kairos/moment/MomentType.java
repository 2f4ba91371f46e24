package dev.kairos.moment;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * The class {@code Moment} that is generated for one schema: {@link MomentBase} plus a getter per attribute, so that a
 * misspelt name is a compile error and Drools can index what rules compare. Immutable and thread-safe; the class goes
 * when nothing refers to it any more, since it has a class loader of its own.
 *
 * <p>The class file has version 17 whatever JDK runs: the compilers inside Drools read no newer ones. The loader keeps
 * the bytes (WRAPPER_PERSISTENT), because those compilers ask it for the class file as a resource.
 */
public final class MomentType {

    /** The full name of every generated class; rules know it by its simple name. */
    public static final String CLASS_NAME = "dev.kairos.pack.generated.Moment";

    private static final Map<String, Class<?>> BUILT_INS = builtIns();

    private final Schema schema;
    private final Class<? extends MomentBase> type;
    private final Constructor<? extends MomentBase> constructor;
    private final Map<String, Class<?>> properties;

    private MomentType(Schema schema) {
        this.schema = schema;
        this.type = generate(schema);
        try {
            this.constructor = type.getConstructor(MomentType.class);
        } catch (NoSuchMethodException broken) {
            throw new IllegalStateException("the generated Moment lacks its constructor", broken);
        }
        Map<String, Class<?>> all = new TreeMap<>(BUILT_INS);
        schema.attributes()
                .forEach(attribute -> all.put(attribute.name(), attribute.type().javaType()));
        this.properties = Map.copyOf(all);
    }

    /**
     * Generates the class.
     *
     * @param schema whose names are Java identifiers, unlike each other's and the {@link #builtInProperties() built-ins'}
     */
    public static MomentType of(Schema schema) {
        return new MomentType(schema);
    }

    /** The properties that every moment has, with their types: names that no schema may use. */
    public static Map<String, Class<?>> builtInProperties() {
        return BUILT_INS;
    }

    public Schema schema() {
        return schema;
    }

    public Class<? extends MomentBase> type() {
        return type;
    }

    /** All that rules can match on: attributes and built-ins, by name. */
    public Map<String, Class<?>> properties() {
        return properties;
    }

    public MomentBase newMoment() {
        try {
            return constructor.newInstance(this);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("the generated Moment cannot be made", broken);
        }
    }

    private static Class<? extends MomentBase> generate(Schema schema) {
        DynamicType.Builder<MomentBase> builder = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(MomentBase.class, ConstructorStrategy.Default.IMITATE_SUPER_CLASS_OPENING)
                .name(CLASS_NAME);
        Method read = attributeMethod();
        List<Attribute> attributes = schema.attributes();
        for (int slot = 0; slot < attributes.size(); slot++) {
            Attribute attribute = attributes.get(slot);
            builder = builder.defineMethod(
                            getter(attribute.name()), attribute.type().javaType(), Visibility.PUBLIC)
                    .intercept(
                            MethodCall.invoke(read).with(slot).withAssigner(Assigner.DEFAULT, Assigner.Typing.DYNAMIC));
        }
        try (DynamicType.Unloaded<MomentBase> made = builder.make()) {
            return made.load(MomentType.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER_PERSISTENT)
                    .getLoaded();
        }
    }

    private static Method attributeMethod() {
        try {
            return MomentBase.class.getDeclaredMethod("attribute", int.class);
        } catch (NoSuchMethodException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String getter(String property) {
        return "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    private static Map<String, Class<?>> builtIns() {
        Map<String, Class<?>> found = new TreeMap<>();
        for (Method method : MomentBase.class.getMethods()) {
            if (method.getDeclaringClass() == MomentBase.class
                    && method.getParameterCount() == 0
                    && method.getName().startsWith("get")) {
                String name = method.getName().substring(3);
                found.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), method.getReturnType());
            }
        }
        return Map.copyOf(found);
    }
}
