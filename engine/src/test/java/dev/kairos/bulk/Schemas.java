package dev.kairos.bulk;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.List;

/** Schemas for tests. */
final class Schemas {

    /** One attribute of each type. */
    static final Schema EACH_TYPE = new Schema(List.of(
            Attribute.of("segment", Scope.PERSON, AttributeType.KEYWORD),
            Attribute.of("interests", Scope.PERSON, AttributeType.KEYWORDS),
            new Attribute("note", Scope.PERSON, AttributeType.TEXT, "note", 20, null, null, false),
            new Attribute("inDefault", Scope.PERSON, AttributeType.BOOLEAN, "default", 0, null, null, false),
            Attribute.of("age", Scope.PERSON, AttributeType.INT),
            Attribute.of("views", Scope.PERSON, AttributeType.LONG),
            Attribute.of("balance", Scope.PERSON, AttributeType.DECIMAL),
            Attribute.of("since", Scope.PERSON, AttributeType.INSTANT),
            Attribute.of("householdIncome", Scope.HOUSEHOLD, AttributeType.LONG),
            Attribute.of("industry", Scope.COMPANY, AttributeType.KEYWORD),
            Attribute.of("page", Scope.CONTEXT, AttributeType.KEYWORD)));

    private Schemas() {}
}
