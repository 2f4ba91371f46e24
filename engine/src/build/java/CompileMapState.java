import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.Values;

/**
 * Run by the build (engine/pom.xml): compiles the class with which Chronicle Map reads the head of its file. Chronicle
 * writes that class as Java and compiles it whenever a map is first opened, which loads a thousand classes of the
 * compiler and takes 0.7 s of a start, unless it finds it where classes are.
 *
 * <pre>java -cp DEPENDENCIES CompileMapState.java CLASSES</pre>
 */
final class CompileMapState {

    private CompileMapState() {}

    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        String name = VanillaGlobalMutableState.class.getName().replace('.', '/') + "$$Native";
        // What is there would be taken, although the library may be another by now.
        Files.deleteIfExists(classes.resolve(name + ".class"));
        compile(name, source(), classes);
    }

    private static void compile(String name, String source, Path classes) {
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "--release", "17", "-d", classes.toString());
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        if (!compiler.getTask(said, null, null, options, null, List.of(file)).call()) {
            throw new IllegalStateException("what Chronicle Map wrote cannot be compiled: " + said);
        }
    }

    /** Chronicle prints what it writes when it is asked to, here among what it logs. */
    private static String source() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setProperty("chronicle.values.dumpCode", "true");
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Values.nativeClassFor(VanillaGlobalMutableState.class);
        } finally {
            System.setOut(out);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        int begin = text.indexOf("package ");
        if (begin < 0) {
            throw new IllegalStateException("Chronicle Map printed no class, only: " + text);
        }
        return text.substring(begin, text.lastIndexOf('}') + 1);
    }
}
