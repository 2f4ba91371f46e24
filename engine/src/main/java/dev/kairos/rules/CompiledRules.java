package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Rules as functions, loaded by a class loader of their own, which goes when they go. */
final class CompiledRules {

    private final MomentType momentType;
    private final Source source;
    private final List<int[]> conditionsOfRule;
    private final List<Object> conditions;
    private final List<Object> consequences;
    private final List<String> keyProperties;
    private final List<Object> keys;

    /** What was compiled: a trigger's index counts on from that of the last rule. */
    record Source(List<CheckedRule> rules, List<CheckedRule> triggers, List<Trigger> triggerInfos) {

        List<CheckedRule> all() {
            List<CheckedRule> all = new ArrayList<>(rules);
            all.addAll(triggers);
            return all;
        }
    }

    private CompiledRules(
            MomentType momentType,
            Source source,
            List<int[]> conditionsOfRule,
            GeneratedSource generated,
            ClassLoader loader) {
        this.momentType = momentType;
        this.source = source;
        this.conditionsOfRule = conditionsOfRule;
        this.conditions = functions(loader, GeneratedSource.TABLE + "OfConditions", generated.conditionCount());
        this.consequences = functions(
                loader, GeneratedSource.TABLE + "OfConsequences", source.rules().size());
        source.rules().forEach(rule -> {
            if (rule.plain() != null) {
                consequences.set(rule.info().index(), rule.plain());
            }
        });
        this.keyProperties = generated.keyProperties();
        this.keys = functions(loader, GeneratedSource.TABLE + "OfKeys", keyProperties.size());
    }

    static CompiledRules load(
            MomentType momentType,
            Source source,
            List<int[]> conditions,
            GeneratedSource generated,
            Map<String, byte[]> classes) {
        ClassLoader loader = new Loader(momentType.type().getClassLoader(), classes);
        return new CompiledRules(momentType, source, conditions, generated, loader);
    }

    private static List<Object> functions(ClassLoader loader, String table, int count) {
        List<Object> all = new ArrayList<>();
        try {
            for (int i = 0; all.size() < count; i++) {
                Object made = loader.loadClass(table + i).getMethod("functions").invoke(null);
                for (int n = 0; n < Array.getLength(made); n++) {
                    all.add(Array.get(made, n));
                }
            }
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException broken) {
            throw new IllegalStateException("generated table " + table + " cannot be read", broken);
        }
        return all;
    }

    MomentType momentType() {
        return momentType;
    }

    List<CheckedRule> rules() {
        return source.rules();
    }

    /** Rules and triggers, by index. */
    List<CheckedRule> all() {
        return source.all();
    }

    /** How many rules and triggers there are. */
    int size() {
        return source.rules().size() + source.triggers().size();
    }

    List<Trigger> triggers() {
        return source.triggerInfos();
    }

    int conditionCount() {
        return conditions.size();
    }

    /** Numbers of the conditions of a rule or trigger. */
    int[] conditionsOf(int rule) {
        return conditionsOfRule.get(rule);
    }

    @SuppressWarnings("unchecked")
    <M> Predicate<M> condition(int id) {
        return (Predicate<M>) conditions.get(id);
    }

    /** By rule; {@code D} is right for those of one kind. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    <D> BiConsumer<D, MomentBase>[] consequences() {
        return consequences.toArray(new BiConsumer[0]);
    }

    /** How a property is read that a condition compares with a value that is written out. */
    Property property(String name) {
        boolean isBuiltIn = MomentType.builtInProperties().containsKey(name);
        return isBuiltIn
                ? new Property(-1, key(keyNumber(name)))
                : new Property(momentType.schema().slot(name), null);
    }

    /** A place in the list of properties that have a hash index. */
    int keyNumber(String property) {
        return keyProperties.indexOf(property);
    }

    /** Reads a property that equality is tested on. */
    @SuppressWarnings("unchecked")
    <M, V> Function<M, V> key(int number) {
        return (Function<M, V>) keys.get(number);
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> classes;

        Loader(ClassLoader parent, Map<String, byte[]> classes) {
            super("kairos-rules", parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
