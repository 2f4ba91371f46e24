package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.util.ArrayList;
import java.util.List;

/** Schemas that the tests of the profile room share. */
final class Schemas {

    private Schemas() {}

    /** One attribute of each type for each stored scope: {@code person_keyword}, {@code household_int}, ... */
    static Schema ofEveryType() {
        List<Attribute> attributes = new ArrayList<>();
        for (Scope scope : List.of(Scope.PERSON, Scope.HOUSEHOLD, Scope.COMPANY)) {
            for (AttributeType type : AttributeType.values()) {
                attributes.add(Attribute.of(scope.word() + "_" + type.word(), scope, type));
            }
        }
        attributes.add(Attribute.of("page", Scope.CONTEXT, AttributeType.KEYWORD));
        return new Schema(attributes);
    }

    static Schema ofPerson(Attribute... attributes) {
        return new Schema(List.of(attributes));
    }

    static Attribute person(String name, AttributeType type) {
        return Attribute.of(name, Scope.PERSON, type);
    }

    static Attribute renamed(String name, AttributeType type, String formerly) {
        Attribute plain = person(name, type);
        return new Attribute(
                name, Scope.PERSON, type, plain.source(), plain.maxBytes(), formerly, plain.convertedFrom(), false);
    }

    static Attribute converted(String name, AttributeType type, AttributeType from) {
        Attribute plain = person(name, type);
        return new Attribute(name, Scope.PERSON, type, plain.source(), plain.maxBytes(), null, from, false);
    }

    /** The place of an attribute among those of its scope. */
    static int index(ProfileLayout layout, String name) {
        Attribute attribute = layout.schema().attribute(name);
        return layout.schema().of(attribute.scope()).indexOf(attribute);
    }

    static Object value(ProfileView view, String name) {
        return view.attribute(index(view.layout(), name));
    }
}
