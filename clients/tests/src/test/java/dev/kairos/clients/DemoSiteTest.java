package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo's site, used in a real browser. What it looks like is kept in {@code target/screenshots/demo-*.png}. */
@DisabledOnOs(OS.WINDOWS)
class DemoSiteTest {

    private static final String NEUTRAL = "Banking that keeps calm";

    @TempDir
    static Path dir;

    /** What each scenario of the script has told. */
    private static final Map<String, List<JsonNode>> TOLD = new LinkedHashMap<>();

    @BeforeAll
    static void use() throws Exception {
        try (ServedDemo demo = ServedDemo.start(dir)) {
            List<JsonNode> current = new ArrayList<>();
            for (JsonNode line : NodeScript.run("demo.mjs", demo.url())) {
                if (line.has("scenario")) {
                    current = TOLD.computeIfAbsent(line.path("scenario").asText(), name -> new ArrayList<>());
                } else {
                    current.add(line);
                }
            }
        }
    }

    @Test
    void isAccessibleOnEachPageAlsoWithTheDrawerOpen() {
        for (String scenario : List.of("looks", "phone")) {
            List<JsonNode> pages = withField(scenario, "path");
            assertThat(pages).hasSize(3);
            for (JsonNode page : pages) {
                assertThat(page.path("closed")).as("%s", page).isEmpty();
                assertThat(page.path("opened")).as("%s", page).isEmpty();
            }
        }
    }

    @Test
    void movesNothingWhenSlotsAreFilledAndFitsAPhone() {
        for (String scenario : List.of("looks", "phone")) {
            for (JsonNode page : withField(scenario, "path")) {
                assertThat(page.path("shift").asDouble(-1)).as("%s", page).isZero();
                assertThat(page.path("wide").asBoolean(true)).as("%s", page).isFalse();
            }
        }
        JsonNode phone = withField("phone", "sheet").get(0);
        assertThat(phone.at("/sheet/width").asInt()).isEqualTo(390);
        assertThat(phone.at("/sheet/y").asInt()).as("the page is seen above").isGreaterThan(200);
        assertThat(phone.path("closed").asBoolean()).isTrue();
    }

    @Test
    void aSlotFollowsWhatIsPutIntoTheCart() {
        JsonNode told = TOLD.get("touchpoint").get(0);

        assertThat(told.path("before").asText()).isEqualTo("The key to your first home");
        assertThat(told.path("after").asText()).isEqualTo("The road is yours");
        assertThat(told.path("home").asText()).isEqualTo("The road is yours");
        assertThat(told.path("because").asText()).isEqualTo("Because: considering, and has put a loan in the cart.");
        assertThat(told.path("said").asText()).startsWith("Product Added. ").contains(" of 4 slots are personal now");
        assertThat(told.path("emptied").asText()).isEqualTo("The key to your first home");
    }

    @Test
    void aSlotIsEmptiedWhenConsentIsWithdrawn() {
        JsonNode told = TOLD.get("consent").get(0);

        assertThat(told.path("before").asText()).isEqualTo("Let it rest, watch it grow");
        assertThat(told.path("withdrawn").asText()).isEqualTo(NEUTRAL);
        assertThat(told.path("reason").asText()).contains("Neutral", "No consent");
        assertThat(texts(told.path("stopped"))).contains("needs a consent that is not there: offers");
        assertThat(told.path("counted").asText()).contains("Offers denied", "Marketing denied");
        assertThat(told.path("remembered").asBoolean(true)).isFalse();
        assertThat(told.path("given").asText()).isEqualTo("Let it rest, watch it grow");
    }

    @Test
    void aDisputeReplacesSalesByServiceAndTheDrawerSaysWhy() {
        JsonNode told = TOLD.get("dispute").get(0);

        assertThat(told.path("before").asText()).isEqualTo("Let it rest, watch it grow");
        assertThat(told.path("alert").asText()).startsWith("Your dispute is with us");
        assertThat(told.path("hero").asText()).isEqualTo("Let us sit down together");
        assertThat(told.path("because").asText()).startsWith("Because: a disputed payment worries");
        assertThat(told.path("score").asText()).isEqualTo("0.25 propensity × 2 context × 30 value × 1 lever = 15");
        assertThat(texts(told.path("stopped")))
                .contains("held back by the rule “No selling while a payment is disputed”", "shown under “Notices”");
        assertThat(texts(told.path("stages"))).containsExactly("Dispute open");
        assertThat(texts(told.path("path"))).startsWith("Dispute: open", "Dispute Opened");
        assertThat(texts(told.path("steps"))).contains("looking the customer up", "firing the rules");
        assertThat(told.path("review").asText()).isEqualTo("We have your documents and are looking into it.");
        JsonNode over = TOLD.get("dispute").get(1);
        assertThat(over.path("over").asText()).isEqualTo("Let it rest, watch it grow");
        assertThat(over.path("alert").asText()).isEqualTo("Nothing needs your attention.");
    }

    @Test
    void needsNoMouse() {
        JsonNode told = TOLD.get("keyboard").get(0);

        assertThat(told.path("skip").asText()).isEqualTo("Skip to the content");
        assertThat(told.path("skipped").asText()).isEqualTo("main");
        assertThat(told.path("account").asText()).isEqualTo("Paul’s account");
        assertThat(told.path("reached").asBoolean()).isTrue();
        assertThat(told.path("inside").asText()).isEqualTo("account.alert");
        assertThat(told.path("folded").asBoolean()).isTrue();
        assertThat(told.path("closed").asBoolean()).isTrue();
        assertThat(told.path("back").asText()).isEqualTo("Why this? Notices");
        assertThat(told.path("kept").asText()).as("where the focus stays").isEqualTo("Add to cart Term deposit");
    }

    @Test
    void complainsOfNothingAndLeavesTheMachineAlone() {
        assertThat(TOLD.keySet()).containsExactly("looks", "touchpoint", "consent", "dispute", "keyboard", "phone");
        TOLD.forEach((scenario, told) -> assertThat(withField(scenario, "troubles"))
                .as(scenario)
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.path("troubles")).isEmpty()));
        assertThat(withField("phone", "foreign"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.path("foreign")).isEmpty());
    }

    private static List<JsonNode> withField(String scenario, String name) {
        return TOLD.get(scenario).stream().filter(line -> line.has(name)).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
