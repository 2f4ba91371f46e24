package dev.kairos.bulk;

import dev.kairos.mistake.Nearest;
import dev.kairos.profile.Kind;
import dev.kairos.schema.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the header of a CSV file says, held against the schema. Immutable. */
final class Columns {

    /** Titles that name the row's key where none is asked for. */
    private static final Map<Kind, List<String>> USUAL_IDS = Map.of(
            Kind.PERSON, List.of("userId", "user_id"),
            Kind.ANONYMOUS, List.of("anonymousId", "anonymous_id"),
            Kind.HOUSEHOLD, List.of("householdId", "household_id"),
            Kind.COMPANY, List.of("companyId", "company_id"));

    final List<String> header;
    final List<Column> columns = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    /** The column of the key, or -1: then the row's number is the key. */
    final int id;

    private final KnownNames names;
    private final Kind kind;

    Columns(List<String> header, KnownNames names, LoadOptions options) {
        this.header = header;
        this.names = names;
        this.kind = options.kind();
        this.id = findId(options.id());
        for (int i = 0; i < header.size(); i++) {
            columns.add(column(i));
        }
        refuseRepeats();
        tell();
        if (id < 0 && options.id() == null) {
            tellOfNumbering(options.numbering());
        }
    }

    private int findId(@Nullable String asked) {
        if (asked != null) {
            int at = header.indexOf(asked);
            if (at < 0) {
                String nearest = Nearest.hint(asked, header);
                refusals.add("there is no column '" + asked + "' for the ids"
                        + (nearest == null ? "" : " (" + nearest + ")"));
            }
            return at;
        }
        for (String usual : USUAL_IDS.get(kind)) {
            if (header.contains(usual)) {
                return header.indexOf(usual);
            }
        }
        return -1;
    }

    private Column column(int at) {
        String title = header.get(at);
        Attribute attribute = names.find(kind, title);
        if (at == id) {
            return new Column(title, Column.Use.ID, attribute, null);
        }
        if (attribute != null) {
            return new Column(title, Column.Use.ATTRIBUTE, attribute, null);
        }
        if (title.startsWith(Column.CONSENT) && isPerson() && Texts.unfitId(purpose(title)) == null) {
            return new Column(title, Column.Use.CONSENT, null, purpose(title));
        }
        return new Column(title, otherUse(title), null, null);
    }

    private static String purpose(String title) {
        return title.substring(Column.CONSENT.length());
    }

    private Column.Use otherUse(String title) {
        if (title.equals(Column.OWN_ROW)) {
            return Column.Use.ROW_NUMBER;
        }
        if (!isPerson()) {
            return Column.Use.IGNORED;
        }
        return switch (title) {
            case "household" -> Column.Use.HOUSEHOLD;
            case "company" -> Column.Use.COMPANY;
            case "anonymousId" -> Column.Use.ANONYMOUS_ID;
            default -> Column.Use.IGNORED;
        };
    }

    private boolean isPerson() {
        return kind == Kind.PERSON || kind == Kind.ANONYMOUS;
    }

    private void refuseRepeats() {
        Map<String, String> titleByMeaning = new HashMap<>();
        for (Column column : columns) {
            if (column.use() == Column.Use.IGNORED) {
                continue;
            }
            String meaning = column.attribute() == null
                    ? " " + column.title()
                    : column.attribute().name();
            String earlier = titleByMeaning.put(meaning, column.title());
            if (earlier != null) {
                refusals.add(
                        earlier.equals(column.title())
                                ? "the column '" + earlier + "' is there twice: rename one of them"
                                : "the columns '" + earlier + "' and '" + column.title() + "' are the same attribute");
            }
        }
    }

    private void tell() {
        Set<String> loaded = new HashSet<>();
        for (Column column : columns) {
            if (column.attribute() != null) {
                loaded.add(column.attribute().name());
            } else if (column.use() == Column.Use.IGNORED && !column.title().startsWith(Column.OWN)) {
                notes.add(ignored(column.title()));
            }
        }
        List<String> missing = names.of(kind).stream()
                .map(Attribute::name)
                .filter(name -> !loaded.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            notes.add("no column for " + String.join(", ", missing));
        }
        if (columns.stream().allMatch(c -> c.use() == Column.Use.IGNORED)) {
            refusals.add(
                    "none of its columns is in the schema: is this the right pack, and the first line the header?");
        }
    }

    private void tellOfNumbering(boolean allowed) {
        String missing = "no column '" + USUAL_IDS.get(kind).get(0) + "'";
        if (allowed) {
            notes.add(missing + ": the row's number is its id (or say --id COLUMN)");
        } else if (!header.contains(Column.OWN_ROW)) {
            refusals.add(missing + ", and rows that go by their number would overwrite those of the other files:"
                    + " say --id COLUMN, or load it alone");
        }
    }

    private String ignored(String title) {
        String nearest =
                Nearest.hint(KnownNames.cut(title), names.names(kind, List.of("household", "company", "anonymousId")));
        return "column " + Texts.shown(title) + " is not in the schema and is ignored"
                + (nearest == null ? "" : " (" + nearest + ")");
    }
}
