package dev.kairos.pack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A single value. What an unquoted one is follows the core schema of YAML 1.2: {@code no} is text. */
final class YamlScalar extends YamlNode {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d|w)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
    private static final List<String> YES_AND_NO = List.of("yes", "no", "on", "off", "y", "n");
    private static final int SHOWN_CHARS = 60;

    private final String value;
    private final boolean quoted;

    YamlScalar(YamlSource source, String name, int line, String value, boolean quoted) {
        super(source, name, line);
        this.value = value;
        this.quoted = quoted;
    }

    @Override
    public boolean isNothing() {
        return !quoted && List.of("", "~", "null", "Null", "NULL").contains(value);
    }

    private boolean isFlag() {
        return !quoted
                && List.of("true", "True", "TRUE", "false", "False", "FALSE").contains(value);
    }

    private boolean isNumber() {
        return !quoted && NUMBER.matcher(value).matches();
    }

    @Override
    public @Nullable String text() {
        if (isNothing()) {
            return wrongType("text", null);
        }
        if (isFlag() || isNumber()) {
            return wrongType("text", "put it in quotes");
        }
        return value;
    }

    @Override
    @Nullable
    Double number(@Nullable String hint) {
        if (!isNumber()) {
            return wrongType("a number", hint == null ? numberHint() : hint);
        }
        if (value.contains(".i") || value.contains(".I") || value.contains(".n") || value.contains(".N")) {
            return wrongType("a finite number", null);
        }
        double number = Double.parseDouble(value);
        return Double.isInfinite(number) ? wrongType("a number that a double can hold", null) : (Double) number;
    }

    @Override
    public @Nullable Long whole() {
        if (quoted || !WHOLE.matcher(value).matches()) {
            return wrongType("a whole number", numberHint());
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException tooLong) {
            return wrongType("a whole number of at most 64 bits", null);
        }
    }

    private @Nullable String numberHint() {
        String plain = value.replaceAll("[_, ']", "");
        if (NUMBER.matcher(plain).matches() && !isNumber()) {
            return quoted && plain.equals(value) ? "remove the quotes" : "write " + plain;
        }
        return null;
    }

    @Override
    public @Nullable Boolean flag() {
        if (isFlag()) {
            return Boolean.parseBoolean(value);
        }
        if (quoted && (value.equals("true") || value.equals("false"))) {
            return wrongType("true or false", "remove the quotes");
        }
        return wrongType(
                "true or false", YES_AND_NO.contains(value.toLowerCase(Locale.ROOT)) ? "write true or false" : null);
    }

    @Override
    public @Nullable Duration duration() {
        Matcher parts = DURATION.matcher(value);
        if (!parts.matches()) {
            return super.duration();
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
    }

    @Override
    public @Nullable Long size() {
        Matcher parts = SIZE.matcher(value);
        if (!parts.matches()) {
            return super.size();
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "KiB" -> amount << 10;
            case "MiB" -> amount << 20;
            case "GiB" -> amount << 30;
            default -> amount;
        };
    }

    @Override
    public @Nullable YamlMap map() {
        return isNothing() ? YamlMap.empty(source(), name(), line()) : super.map();
    }

    /** The characters as written, whatever they are: for values of several kinds. */
    String raw() {
        return value;
    }

    @Override
    String described() {
        if (isNothing()) {
            return "nothing";
        }
        return isFlag() || isNumber() ? written() : "text '" + written() + "'";
    }

    @Override
    String written() {
        return value.length() > SHOWN_CHARS ? value.substring(0, SHOWN_CHARS) + "…" : value;
    }

    @Override
    long weight() {
        return 1;
    }
}
