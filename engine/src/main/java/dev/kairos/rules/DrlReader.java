package dev.kairos.rules;

import dev.kairos.mistake.Mistakes;
import dev.kairos.mistake.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subset of DRL that packs use: rules, each with one pattern on {@code Moment}. Written for its messages:
 * Drools' own parser gives up on a file at the first mistake and speaks of token numbers. After a mistake it goes on
 * with the next rule.
 */
final class DrlReader {

    private static final Set<String> TOP_LEVEL = Set.of(
            "rule", "package", "import", "global", "function", "query", "declare", "dialect", "unit", "expander");

    private static final Map<String, String> REFUSED_ELEMENTS = Map.ofEntries(
            Map.entry("not", "negate inside the brackets, e.g. Moment( segment != \"gold\" )"),
            Map.entry("exists", "there is always exactly one Moment: leave 'exists' out"),
            Map.entry("eval", "write the condition inside Moment( … )"),
            Map.entry("forall", "there is always exactly one Moment"),
            Map.entry("accumulate", "count and sum in the profile, and compare that attribute"),
            Map.entry("acc", "count and sum in the profile, and compare that attribute"),
            Map.entry("collect", "count and sum in the profile, and compare that attribute"),
            Map.entry("groupby", "count and sum in the profile, and compare that attribute"));

    private static final Set<String> REFUSED_ATTRIBUTES = Set.of(
            "timer",
            "calendars",
            "duration",
            "date-effective",
            "date-expires",
            "agenda-group",
            "ruleflow-group",
            "auto-focus",
            "lock-on-active",
            "refract",
            "direct");

    /** Limits that no rule for people comes near, and that keep recursive readers from running out of stack. */
    static final int DEEPEST = 50;

    static final int MOST_WORDS = 2_000;
    private static final int LONGEST_CONSEQUENCE = 20_000;

    private final RuleFile file;
    private final Mistakes mistakes;
    private final Cursor cursor;
    private final List<RuleSource> rules = new ArrayList<>();
    private @Nullable String rule;

    private DrlReader(RuleFile file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
        this.cursor = new Cursor(Lexer.tokens(file.path(), file.text(), mistakes));
    }

    /** The rules that could be read, in the order of the file. */
    static List<RuleSource> read(RuleFile file, Mistakes mistakes) {
        return new DrlReader(file, mistakes).run();
    }

    private List<RuleSource> run() {
        while (!cursor.atEnd()) {
            rule = null;
            try {
                statement();
            } catch (DrlException wrong) {
                String message = rule == null ? wrong.getMessage() : RuleSource.says(rule, wrong.getMessage());
                mistakes.add(file.path(), wrong.line(), message, wrong.hint());
                skipToNextStatement();
            }
        }
        return rules;
    }

    private void statement() {
        Token word = cursor.take();
        switch (word.text()) {
            case ";" -> {}
            case "package", "global" -> skipLineOf(word);
            case "import" -> importOf(word);
            case "dialect" -> dialect(word);
            case "rule" -> rule(word);
            case "function" -> throw refused(word, "put the expression into the rule, or the value into the profile");
            case "query" -> throw refused(word, "write a rule");
            case "declare" -> throw refused(word, "declare attributes in schema.yaml");
            case "unit", "expander" -> throw refused(word, "leave it out");
            default ->
                throw new DrlException(
                        word.line(),
                        "expected 'rule' but found " + word.shown(),
                        Nearest.hint(word.text(), List.of("rule", "import", "package", "global")));
        }
    }

    private static DrlException refused(Token word, String hint) {
        return new DrlException(word.line(), "'" + word.text() + "' is not allowed in a pack", hint);
    }

    /** What we supply ourselves may be written, and is passed over. */
    private void skipLineOf(Token word) {
        while (!cursor.atEnd() && cursor.peek().line() == word.line() && !cursor.sees("rule")) {
            cursor.take();
        }
    }

    private void importOf(Token word) {
        StringBuilder name = new StringBuilder();
        while (!cursor.atEnd() && cursor.peek().line() == word.line() && !cursor.sees(";")) {
            Token part = cursor.take();
            name.append(part.text()).append(part.is("static") || part.is("function") ? " " : "");
        }
        cursor.takes(";");
        String simple = name.substring(name.lastIndexOf(".") + 1);
        if (!simple.equals("Moment") && !Allowed.isImportable(name.toString())) {
            mistakes.add(
                    file.path(),
                    word.line(),
                    "import of " + name + " is not allowed in a pack",
                    "rules may use " + Allowed.typesInWords());
        }
    }

    private void dialect(Token word) {
        Token dialect = cursor.take();
        if (!dialect.text().equals("java")) {
            throw new DrlException(
                    word.line(), "dialect \"" + dialect.text() + "\" is not allowed in a pack", "rules are in Java");
        }
    }

    private void skipToNextStatement() {
        while (!cursor.atEnd()
                && !(cursor.peek().first() && TOP_LEVEL.contains(cursor.peek().text()))) {
            cursor.take();
        }
    }

    private void rule(Token word) {
        Token name = cursor.take();
        if (name.kind() != Token.Kind.STRING && !name.isName() || name.is("when")) {
            throw new DrlException(word.line(), "a rule needs a name", "write rule \"What it is for\"");
        }
        rule = name.text();
        if (rule.isBlank()) {
            throw new DrlException(word.line(), "a rule needs a name", "write rule \"What it is for\"");
        }
        RuleSource.Attributes attributes = attributes();
        cursor.expect("when", "a rule is: rule \"name\" when Moment( … ) then … end");
        Token bound = boundName();
        int open = pattern();
        int from = cursor.position();
        Token close = closing(open);
        List<Token> constraints = cursor.slice(from, cursor.position() - 1);
        cursor.takes(";");
        Token then = then();
        then(word, bound, attributes, constraints, close, then);
    }

    private RuleSource.Attributes attributes() {
        RuleSource.Attributes attributes = RuleSource.Attributes.NONE;
        while (!cursor.sees("when") && !cursor.atEnd()) {
            Token word = cursor.take();
            String name = word.text();
            while (word.isName() && cursor.sees("-") && cursor.peek().start() == word.end()) {
                cursor.take();
                word = cursor.take();
                name = name + "-" + word.text();
            }
            attributes = attribute(word, name, attributes);
        }
        return attributes;
    }

    private RuleSource.Attributes attribute(Token word, String name, RuleSource.Attributes attributes) {
        switch (name) {
            case ",", "attributes", ":" -> {
                return attributes;
            }
            case "salience" -> {
                return attributes.withSalience(salience(word));
            }
            case "enabled" -> {
                return attributes.withEnabled(flag(name));
            }
            case "no-loop" -> flag(name);
            case "activation-group" -> {
                return attributes.withActivationGroup(cursor.take().text());
            }
            case "dialect" -> dialect(word);
            case "extends" -> throw new DrlException(word.line(), "'extends' is not allowed in a pack", "repeat it");
            case "@" -> throw new DrlException(word.line(), "annotations are not allowed in a pack", "leave them out");
            default -> throw unknownAttribute(word, name);
        }
        return attributes;
    }

    private static DrlException unknownAttribute(Token word, String name) {
        if (REFUSED_ATTRIBUTES.contains(name)) {
            return new DrlException(
                    word.line(),
                    "'" + name + "' is not allowed in a pack",
                    "rules know no clock and no groups; validity and policies belong into catalogue.yaml");
        }
        if (name.equals("then") || word.kind() == Token.Kind.END) {
            return new DrlException(word.line(), "the rule has no 'when'", "write when Moment( … )");
        }
        String hint = Nearest.hint(name, List.of("when", "salience", "enabled", "no-loop", "activation-group"));
        String shown = word.kind() == Token.Kind.NAME ? "'" + name + "'" : word.shown();
        return new DrlException(word.line(), "expected 'when' but found " + shown, hint);
    }

    private int salience(Token word) {
        boolean bracket = cursor.takes("(");
        String sign = cursor.takes("-") ? "-" : "";
        Token number = cursor.take();
        if (bracket) {
            cursor.takes(")");
        }
        try {
            return Integer.parseInt(sign + number.text());
        } catch (NumberFormatException notOne) {
            throw new DrlException(
                    word.line(), "salience needs a whole number, not " + number.shown(), "e.g. salience 10");
        }
    }

    private boolean flag(String name) {
        if (cursor.sees("true") || cursor.sees("false")) {
            return cursor.take().text().equals("true");
        }
        if (cursor.peek().kind() == Token.Kind.NAME && !name.equals("enabled")) {
            return true;
        }
        throw new DrlException(cursor.peek().line(), "'" + name + "' needs true or false", null);
    }

    private @Nullable Token boundName() {
        if (cursor.peek().isName() && cursor.peek(1).is(":")) {
            Token name = cursor.take();
            cursor.take();
            return name;
        }
        return null;
    }

    /** Takes the pattern's opening bracket and gives its line. */
    private int pattern() {
        Token type = cursor.take();
        String refusal = REFUSED_ELEMENTS.get(type.text());
        if (refusal != null && type.isName()) {
            throw new DrlException(
                    type.line(), "'" + type.text() + "' is not allowed: a rule has one pattern, on Moment", refusal);
        }
        if (type.is("then")) {
            throw new DrlException(type.line(), "the rule has no pattern", "write Moment() to match every call");
        }
        if (!type.is("Moment") || !type.isName()) {
            throw new DrlException(
                    type.line(),
                    "a rule matches Moment and nothing else, but found " + type.shown(),
                    type.is("(") ? "write the pattern without brackets around it" : hintForType(type));
        }
        int line = type.line();
        cursor.expect("(", "write Moment( conditions )");
        return line;
    }

    private static String hintForType(Token type) {
        String nearest = Nearest.hint(type.text(), List.of("Moment"));
        return nearest == null ? "write Moment( conditions )" : nearest;
    }

    /** Takes everything up to and with the bracket that closes the pattern. */
    private Token closing(int openedAt) {
        int depth = 1;
        int from = cursor.position();
        while (true) {
            Token token = cursor.take();
            if (token.is("(") || token.is("[") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                depth--;
            }
            if (depth == 0) {
                return token;
            }
            if (depth > DEEPEST || cursor.position() - from > MOST_WORDS) {
                throw new DrlException(
                        token.line(), "the conditions are too long or nested too deeply", "make several rules of it");
            }
            if (token.kind() == Token.Kind.END || token.is("then") && token.first()) {
                throw new DrlException(openedAt, "the bracket after Moment is never closed", "add ')'");
            }
        }
    }

    private Token then() {
        Token word = cursor.take();
        if (word.is("then")) {
            if (cursor.sees("[") && cursor.peek().start() == word.end()) {
                throw new DrlException(word.line(), "named consequences are not allowed", "write a rule of its own");
            }
            return word;
        }
        if (word.is("from") || word.is("over")) {
            throw new DrlException(
                    word.line(), "'" + word.text() + "' is not allowed: a rule has one pattern, on Moment", null);
        }
        if (word.is("or") || word.is("||")) {
            throw new DrlException(
                    word.line(),
                    "a second pattern is not allowed: a rule has one, on Moment",
                    "use || inside the brackets");
        }
        if (word.is("and") || word.is("&&") || word.is("Moment") || REFUSED_ELEMENTS.containsKey(word.text())) {
            throw new DrlException(
                    word.line(),
                    "a second pattern is not allowed: a rule has one, on Moment",
                    "put all conditions into the one Moment( … )");
        }
        throw new DrlException(
                word.line(), "expected 'then' but found " + word.shown(), Nearest.hint(word.text(), List.of("then")));
    }

    private void then(
            Token word,
            @Nullable Token bound,
            RuleSource.Attributes attributes,
            List<Token> constraints,
            Token close,
            Token then) {
        Token before = then;
        while (!cursor.sees("end") || before.is(".")) {
            Token token = cursor.peek();
            if (cursor.atEnd() || token.first() && startsRule(token)) {
                throw new DrlException(word.line(), "the rule has no 'end'", "add 'end' on a line of its own");
            }
            before = cursor.take();
        }
        Token end = cursor.take();
        if (end.start() - then.end() > LONGEST_CONSEQUENCE) {
            throw new DrlException(then.line(), "the consequence is too long", "make several rules of it");
        }
        rules.add(new RuleSource(
                file.path(),
                rule,
                word.line(),
                attributes,
                bound,
                constraints,
                close,
                file.text().substring(then.end(), end.start()),
                then.line()));
    }

    private boolean startsRule(Token token) {
        Token next = cursor.peek(1);
        return token.is("rule") && (next.kind() == Token.Kind.STRING || next.isName());
    }
}
