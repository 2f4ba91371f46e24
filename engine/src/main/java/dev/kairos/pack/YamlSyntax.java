package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The parser's words for a syntax error, said so that the author of the file can act on them. */
final class YamlSyntax {

    /** @param atStart whether the line to look at is where the thing begins and not where the parser gave up */
    private record Translation(String parserSays, boolean atStart, String message, String hint) {}

    private static final List<Translation> TRANSLATIONS = List.of(
            new Translation("TAB", false, "a tab cannot be used to indent", "indent with spaces"),
            new Translation(
                    "mapping values are not allowed",
                    false,
                    "a ':' is not expected here",
                    "indent this line like its neighbours, and quote text that holds ': '"),
            new Translation(
                    "could not find expected ':'",
                    true,
                    "'key: value' is expected here",
                    "add ':' and a space after the key"),
            new Translation(
                    "expected <block end>, but found",
                    false,
                    "this line is not indented like its neighbours",
                    "start it in the same column as the line before it that it belongs with"),
            new Translation("expected ',' or ']'", true, "the '[' is not closed", "add the missing ',' or ']'"),
            new Translation("expected ',' or '}'", true, "the '{' is not closed", "add the missing ',' or '}'"),
            new Translation("found unexpected end of stream", true, "the quote is not closed", "add the closing quote"),
            new Translation(
                    "found unexpected document separator", true, "the quote is not closed", "add the closing quote"),
            new Translation(
                    "that cannot start any token",
                    false,
                    "the value starts with a reserved character",
                    "put it in quotes"),
            new Translation(
                    "found unknown escape character",
                    false,
                    "an unknown escape in a double-quoted text",
                    "use single quotes, or write \\\\ for a backslash"),
            new Translation(
                    "sequence entries are not allowed",
                    false,
                    "a '-' is not expected here",
                    "put the list on lines of its own"));

    private YamlSyntax() {}

    static void report(String file, YamlEngineException error, Mistakes mistakes) {
        if (!(error instanceof MarkedYamlEngineException marked)) {
            mistakes.add(file, 0, "not readable as YAML: " + error.getMessage());
            return;
        }
        String problem = marked.getContext() + " " + marked.getProblem();
        for (Translation translation : TRANSLATIONS) {
            if (problem.contains(translation.parserSays())) {
                int line = line(marked, translation.atStart());
                mistakes.add(file, line, translation.message(), translation.hint());
                return;
            }
        }
        mistakes.add(file, line(marked, false), "not readable as YAML: " + marked.getProblem());
    }

    private static int line(MarkedYamlEngineException error, boolean atStart) {
        var mark = atStart
                ? error.getContextMark().or(error::getProblemMark)
                : error.getProblemMark().or(error::getContextMark);
        return mark.map(Mark::getLine).orElse(-1) + 1;
    }
}
