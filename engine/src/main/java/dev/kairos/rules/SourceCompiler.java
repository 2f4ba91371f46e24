package dev.kairos.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.ecj.EclipseJavaCompiler;
import org.drools.util.PortablePath;
import org.kie.memorycompiler.CompilationProblem;
import org.kie.memorycompiler.CompilationResult;
import org.kie.memorycompiler.JavaCompilerSettings;
import org.kie.memorycompiler.resources.MemoryResourceStore;
import org.kie.memorycompiler.resources.ResourceReader;

/** Compiles Java sources in memory with the Eclipse compiler, which needs no JDK at run time. */
final class SourceCompiler {

    /** Of generated classes, whatever JDK runs. */
    private static final String JAVA_VERSION = "17";

    private final ClassLoader types;

    /** @param types where the compiler looks for the class files of what the sources use */
    SourceCompiler(ClassLoader types) {
        this.types = types;
    }

    /** @param classes bytes by full class name; incomplete when there are problems */
    record Result(Map<String, byte[]> classes, List<Problem> problems) {}

    /** @param line in the generated source of {@code className} */
    record Problem(String className, int line, String message) {}

    /** @param sources by full class name */
    Result compile(Map<String, String> sources) {
        MemoryResourceStore store = new MemoryResourceStore();
        String[] paths = sources.keySet().stream().map(SourceCompiler::path).toArray(String[]::new);
        JavaCompilerSettings settings = new JavaCompilerSettings();
        settings.setSourceVersion(JAVA_VERSION);
        settings.setTargetVersion(JAVA_VERSION);
        settings.setSourceEncoding(StandardCharsets.UTF_8.name());
        CompilationResult result =
                new EclipseJavaCompiler().compile(paths, new Sources(sources), store, types, settings);
        List<Problem> problems = new ArrayList<>();
        for (CompilationProblem problem : result.getErrors()) {
            problems.add(new Problem(className(problem.getFileName()), problem.getStartLine(), problem.getMessage()));
        }
        Map<String, byte[]> classes = new HashMap<>();
        store.getResources().forEach((path, bytes) -> {
            String name = path.asString();
            classes.put(name.substring(0, name.length() - ".class".length()).replace('/', '.'), bytes);
        });
        return new Result(classes, problems);
    }

    private static String path(String className) {
        return className.replace('.', '/') + ".java";
    }

    private static String className(String fileName) {
        String name = fileName.endsWith(".java") ? fileName.substring(0, fileName.length() - 5) : fileName;
        return name.replace('/', '.');
    }

    private record Sources(Map<String, String> byClassName) implements ResourceReader {

        @Override
        public boolean isAvailable(PortablePath path) {
            return byClassName.containsKey(className(path.asString()));
        }

        @Override
        public byte[] getBytes(PortablePath path) {
            String source = byClassName.get(className(path.asString()));
            return source == null ? null : source.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Collection<PortablePath> getFilePaths() {
            return Arrays.stream(byClassName.keySet().toArray(String[]::new))
                    .map(name -> PortablePath.of(path(name)))
                    .toList();
        }

        @Override
        public void mark() {
            // Sources do not change.
        }

        @Override
        public Collection<String> getModifiedResourcesSinceLastMark() {
            return List.of();
        }
    }
}
