package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistakes;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaFileTest {

    private final Mistakes mistakes = new Mistakes();

    @ParameterizedTest
    @EnumSource(AttributeType.class)
    void aTypeAloneDeclaresAnAttribute(AttributeType type) {
        Schema schema = read("person:\n  it: " + type.word() + "\n");

        assertThat(schema.attributes()).containsExactly(Attribute.of("it", Scope.PERSON, type));
    }

    @Test
    void aMappingSaysEverything() {
        Schema schema = read("""
                company:
                  sector: {type: text, from: Sector name, maxBytes: 40, formerly: branch, convertedFrom: keyword, personal: true}
                """);

        assertThat(schema.attribute("sector"))
                .isEqualTo(new Attribute(
                        "sector",
                        Scope.COMPANY,
                        AttributeType.TEXT,
                        "Sector name",
                        40,
                        "branch",
                        AttributeType.KEYWORD,
                        true));
    }

    @Test
    void slotsGoByScopeAndThenByTheOrderOfTheFile() {
        Schema schema = read("""
                context: {page: keyword}
                person: {b: int, a: int}
                household:
                """);

        assertThat(schema.attributes()).extracting(Attribute::name).containsExactly("b", "a", "page");
    }

    @Test
    void twoScopesMayReadColumnsOfOneName() {
        Schema schema = read("person: {size: int}\ncompany: {companySize: {type: int, from: size}}\n");

        assertThat(schema.attribute("companySize").source()).isEqualTo("size");
    }

    @Test
    void namesThatCannotBeJudgedAreDoubtful() {
        SchemaFile reader = lenient("person: {now: int, good: int, bad: integer, default: int, half: {typo: int}}\n");

        assertThat(reader.doubtful()).containsExactlyInAnyOrder("now", "bad", "default", "half");
        assertThat(reader.isComplete()).isTrue();
    }

    @Test
    void aSectionThatCannotBeReadLeavesTheSchemaIncomplete() {
        SchemaFile reader = lenient("persons: {a: int}\n");

        assertThat(reader.isComplete()).isFalse();
    }

    @Test
    void refusesMoreAttributesThanAMomentCanHave() {
        StringBuilder many = new StringBuilder("person:\n");
        for (int i = 0; i <= SchemaFile.MAX_ATTRIBUTES; i++) {
            many.append("  attribute").append(i).append(": int\n");
        }

        lenient(many.toString());

        assertThat(mistakes.sorted())
                .singleElement()
                .satisfies(m -> assertThat(m.message()).isEqualTo("more than 1000 attributes"));
    }

    @ParameterizedTest
    @CsvSource({
        "emp.var.rate,empVarRate",
        "cons_price_idx,consPriceIdx",
        "Marital Status,maritalStatus",
        "E-Mail,eMail",
        "default,hasDefault",
        "1st,st",
        "___,myAttribute",
        "ÄÖ,myAttribute"
    })
    void suggestsNamesThatWouldDo(String column, String name) {
        String suggested = AttributeNames.suggestion(column);

        assertThat(AttributeNames.problem(suggested)).as(suggested).isNull();
        assertThat(suggested).isEqualToIgnoringCase(name);
    }

    private Schema read(String text) {
        Schema schema = lenient(text).schema(List.of());
        assertThat(mistakes.sorted()).isEmpty();
        return schema;
    }

    private SchemaFile lenient(String text) {
        YamlMap file = YamlReader.read("s.yaml", text.getBytes(StandardCharsets.UTF_8), mistakes);
        return SchemaFile.read(file, Set.of("now"));
    }
}
