package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.arbitration.Reason;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Keeps docs/openapi.yaml true to the routes, and docs/http.md to both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "options", "head");

    private Map<?, ?> document;
    private List<Route> routes;
    private String served;

    @BeforeAll
    void readBoth() throws IOException {
        List<Route> others = new ArrayList<>();
        // Only their table is looked at.
        others.addAll(ProfileRoutes.of(null, null, null, InstantSource.system()));
        others.addAll(PersonRoutes.of(null, null, null, InstantSource.system()));
        others.addAll(DecisionRoutes.of(null, null));
        others.addAll(PackRoutes.of(null, null));
        others.addAll(TouchpointRoutes.of(null, InstantSource.system(), new Metrics()));
        others.addAll(ConsentRoutes.of(null));
        others.addAll(OfrepRoutes.of(null));
        try (TestServer server = TestServer.start(TestServer.SETTINGS, others)) {
            routes = server.server.routes().all();
            served = server.send(RawClient.request("GET", "/openapi.yaml", "")).body();
        }
        document = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(served);
    }

    @Test
    void isServedAsItIsWritten() throws IOException {
        assertThat(served).isEqualTo(Files.readString(Path.of("..", "docs", "openapi.yaml"), StandardCharsets.UTF_8));
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
    }

    @Test
    void describesEachRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        map(document, "paths")
                .forEach((path, item) -> ((Map<?, ?>) item)
                        .keySet().stream()
                                .filter(METHODS::contains)
                                .forEach(method ->
                                        described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .isEqualTo(routes.stream()
                        .map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void asksForAKeyWhereTheRouteDoes() {
        for (Route route : routes) {
            boolean open = operation(route).containsKey("security");
            assertThat(open).as(route.path()).isEqualTo(route.need() == Need.NO_KEY);
        }
    }

    @Test
    void givesEachOperationAnIdOfItsOwnAndItsParameters() {
        List<Object> ids = new ArrayList<>();
        for (Route route : routes) {
            Map<?, ?> operation = operation(route);
            ids.add(operation.get("operationId"));
            assertThat(operation.get("summary")).as(route.path()).isNotNull();
            Matcher parameter = PARAMETER.matcher(route.path());
            if (parameter.find()) {
                assertThat(parameters(route)).containsExactly(parameter.group(1));
            }
        }
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void refersOnlyToWhatIsThere() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(resolve(reference)).as(reference).isNotNull());
    }

    @Test
    void describesNothingThatNothingRefersTo() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);

        for (String kind : List.of("parameters", "requestBodies", "responses", "schemas")) {
            for (Object name : map(map(document, "components"), kind).keySet()) {
                assertThat(references).contains("#/components/" + kind + "/" + name);
            }
        }
    }

    @Test
    void listsEachProblemAndReason() {
        assertThat(names(map(map(schema("Problem"), "properties"), "type")))
                .hasSameElementsAs(Arrays.stream(ProblemType.values())
                        .map(ProblemType::uri)
                        .toList());
        assertThat(names(schema("Reason")))
                .isEqualTo(Arrays.stream(Reason.values()).map(Reason::name).toList());
    }

    @Test
    void isExplainedInTheGuide() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "http.md"), StandardCharsets.UTF_8);

        for (Route route : routes) {
            assertThat(guide).contains(route.path());
        }
        for (ProblemType type : ProblemType.values()) {
            assertThat(guide).contains("`" + type.uri() + "` | " + type.status() + " |");
        }
    }

    private Map<?, ?> operation(Route route) {
        return map(map(map(document, "paths"), route.path()), route.method().toLowerCase(Locale.ROOT));
    }

    private List<Object> parameters(Route route) {
        Map<?, ?> item = map(map(document, "paths"), route.path());
        Object declared = item.containsKey("parameters")
                ? item.get("parameters")
                : operation(route).get("parameters");
        List<Object> names = new ArrayList<>();
        for (Object parameter : (Collection<?>) declared) {
            Map<?, ?> own = (Map<?, ?>) parameter;
            names.add(((Map<?, ?>) (own.containsKey("$ref") ? resolve((String) own.get("$ref")) : own)).get("name"));
        }
        return names;
    }

    private Map<?, ?> schema(String name) {
        return map(map(map(document, "components"), "schemas"), name);
    }

    private static List<String> names(Map<?, ?> schema) {
        return ((List<?>) schema.get("enum")).stream().map(Object::toString).toList();
    }

    private Object resolve(String reference) {
        Object at = document;
        for (String step : reference.substring(2).split("/")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    private static void collectReferences(Object node, List<String> into) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                into.add(reference);
            }
            map.values().forEach(value -> collectReferences(value, into));
        } else if (node instanceof Collection<?> list) {
            list.forEach(value -> collectReferences(value, into));
        }
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        assertThat(parent.containsKey(key)).as(key).isTrue();
        return (Map<?, ?>) parent.get(key);
    }
}
