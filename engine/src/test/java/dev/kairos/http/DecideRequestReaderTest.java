package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.decision.DecideRequest;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideRequestReaderTest {

    private static final String VALID = """
            {"userId":"c-42","channel":"web","placements":["hero"],"context":{"page":"/checkout","basket":129.95}}""";

    private final Schema schema = new Schema(Arrays.stream(AttributeType.values())
            .map(type -> Attribute.of("the" + type, Scope.CONTEXT, type))
            .toList());
    private final Catalogue catalogue = new Catalogue(
            List.of(),
            List.of(),
            List.of(new Purpose("marketing", 0, false)),
            List.of(),
            List.of(),
            List.of(),
            Set.of());
    private final DecideRequestReader reader = new DecideRequestReader(schema, catalogue, DecideLimits.DEFAULT);
    private final DecideRequest request = new DecideRequest(schema, catalogue);

    @Test
    void readsEveryMember() {
        read("""
                {"userId":"c-42","anonymousId":"a-1","channel":"web","locale":"de-CH","placements":["hero","side"],
                 "context":{"theTEXT":"/x","unknown":{"deep":[1,{"a":2}]}},"consent":{"marketing":false},
                 "timeoutMs":20,"explain":true,"dryRun":true}""");

        assertThat(request.userId()).isEqualTo("c-42");
        assertThat(request.anonymousId()).isEqualTo("a-1");
        assertThat(request.channel()).isEqualTo("web");
        assertThat(request.locale()).isEqualTo("de-CH");
        assertThat(request.placements()).containsExactly("hero", "side");
        assertThat(contextOf("theTEXT")).isEqualTo("/x");
        assertThat(request.timeoutNanos()).isEqualTo(20_000_000);
        assertThat(request.explain()).isTrue();
        assertThat(request.dryRun()).isTrue();
    }

    @Test
    void forgetsTheCallBefore() {
        read("{'userId':'c-1','channel':'app','locale':'de','placements':['a','b'],'timeoutMs':9,'explain':true,"
                + "'dryRun':true,'context':{'theINT':1}}");

        read("{'anonymousId':'a-1','channel':'web','placements':['c']}");

        assertThat(request.userId()).isNull();
        assertThat(request.locale()).isNull();
        assertThat(request.placements()).containsExactly("c");
        assertThat(request.timeoutNanos()).isEqualTo(50_000_000);
        assertThat(request.explain()).isFalse();
        assertThat(request.dryRun()).isFalse();
        assertThat(contextOf("theINT")).isNull();
    }

    @Test
    void readsContextByItsType() {
        read("""
                {"userId":"c","channel":"web","placements":["p"],"context":{"theKEYWORD":"gold","theKEYWORDS":["a","b"],
                 "theTEXT":"größer","theBOOLEAN":true,"theINT":-7,"theLONG":5000000000,"theDECIMAL":12,
                 "theINSTANT":"2026-03-01T12:00:00+01:00"}}""");

        assertThat(contextOf("theKEYWORD")).isEqualTo("gold");
        assertThat(contextOf("theKEYWORDS")).isEqualTo(Set.of("a", "b"));
        assertThat(contextOf("theTEXT")).isEqualTo("größer");
        assertThat(contextOf("theBOOLEAN")).isEqualTo(true);
        assertThat(contextOf("theINT")).isEqualTo(-7);
        assertThat(contextOf("theLONG")).isEqualTo(5_000_000_000L);
        assertThat(contextOf("theDECIMAL")).isEqualTo(12.0);
        assertThat(contextOf("theINSTANT")).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    }

    @Test
    void nullIsMissing() {
        read("{'userId':null,'anonymousId':'a','channel':'web','placements':['p'],'context':{'theINT':null},"
                + "'consent':null,'timeoutMs':null,'locale':null}");

        assertThat(request.userId()).isNull();
        assertThat(contextOf("theINT")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                         | 400 | ",
                "null                                                       | 400 | ",
                "{'userId':'c'                                              | 400 | ",
                "{'userId':'c','channel':'web','placements':['p']} x        | 400 | ",
                "{'userId':'c','channel':'web','placements':['p']}{}        | 400 | ",
                "{'userId':'c','userId':'d','channel':'web','placements':['p']} | 400 | /userId",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theINT':1,'theINT':2}} | 400 | /context/theINT",
                "{userId:'c'}                                               | 400 | ",
                "{'userId':'c','channel':'web','placements':['p'],}         | 400 | ",
                "{'userId':'c','channel':'web','placements':['p','p']}      | 422 | /placements/1",
                "{'channel':'web','placements':['p']}                       | 422 | /userId",
                "{'userId':'','channel':'web','placements':['p']}           | 422 | /userId",
                "{'userId':42,'channel':'web','placements':['p']}           | 422 | /userId",
                "{'userId':'c','placements':['p']}                          | 422 | /channel",
                "{'userId':'c','channel':7,'placements':['p']}              | 422 | /channel",
                "{'userId':'c','channel':'web'}                             | 422 | /placements",
                "{'userId':'c','channel':'web','placements':[]}             | 422 | /placements",
                "{'userId':'c','channel':'web','placements':'p'}            | 422 | /placements",
                "{'userId':'c','channel':'web','placements':['p',1]}        | 422 | /placements/1",
                "{'userId':'c','channel':'web','placements':['p'],'timeoutMs':0}       | 422 | /timeoutMs",
                "{'userId':'c','channel':'web','placements':['p'],'timeoutMs':1.5}     | 422 | /timeoutMs",
                "{'userId':'c','channel':'web','placements':['p'],'timeoutMs':99999999999} | 422 | /timeoutMs",
                "{'userId':'c','channel':'web','placements':['p'],'timeoutMs':5001}   | 422 | /timeoutMs",
                "{'userId':'c','channel':'web','placements':['p'],'explain':'yes'}     | 422 | /explain",
                "{'userId':'c','channel':'web','placements':['p'],'dryRun':1}          | 422 | /dryRun",
                "{'userId':'c','channel':'web','placements':['p'],'locale':'de_CH'}    | 422 | /locale",
                "{'userId':'c','channel':'web','placements':['p'],'consent':[]}        | 422 | /consent",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':'no'}} | 422 | /consent/marketing",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'a/b~':true}} | 422 | /consent/a~1b~0",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':1}} | 422 | /consent/marketing",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':null}} | 422 | /consent/marketing",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{}}} | 422 | /consent/marketing/status",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':'GRANTED'}}} | 422 | /consent/marketing/status",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':true}}} | 422 | /consent/marketing/status",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':'denied','at':'today'}}} | 422 | /consent/marketing/at",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':'denied','at':1}}} | 422 | /consent/marketing/at",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':'denied','at':'+999999999-12-31T23:59:59Z'}}} | 422 | /consent/marketing/at",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':'denied','evidence':{}}}} | 422 | /consent/marketing/evidence",
                "{'userId':'c','channel':'web','placements':['p'],'consent':{'marketing':{'status':'denied','a/b':1}}} | 422 | /consent/marketing/a~1b",
                "{'userId':'c','channel':'web','placements':['p'],'tcf':1} | 422 | /tcf",
                "{'userId':'c','channel':'web','placements':['p'],'tcf':{}} | 422 | /tcf",
                "{'userId':'c','channel':'web','placements':['p'],'gpc':true} | 422 | /gpc",
                "{'userId':'c','channel':'web','placements':['p'],'context':[]}        | 422 | /context",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theINT':'1'}}  | 422 | /context/theINT",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theINT':3000000000}} | 422 | /context/theINT",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theLONG':99999999999999999999}} | 422 | /context/theLONG",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theDECIMAL':1e999}} | 422 | /context/theDECIMAL",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theBOOLEAN':1}} | 422 | /context/theBOOLEAN",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theKEYWORDS':[1]}} | 422 | /context/theKEYWORDS",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theINSTANT':'today'}} | 422 | /context/theINSTANT",
                "{'userId':'c','channel':'web','placements':['p'],'context':{'theTEXT':{}}} | 422 | /context/theTEXT",
            })
    void saysWhatIsWrongAndWhere(String body, int status, String pointer) {
        Problem problem = refuse(body.replace('\'', '"'));

        assertThat(problem.status()).as(problem.detail()).isEqualTo(status);
        if (pointer != null) {
            assertThat(problem.faults().get(0).pointer()).isEqualTo(pointer);
        }
    }

    @Test
    void namesTheMemberThatWasMeant() {
        Problem problem = refuse("{\"userId\":\"c\",\"channel\":\"web\",\"placements\":[\"p\"],\"timoutMs\":5}");

        assertThat(problem.detail()).contains("did you mean 'timeoutMs'?");
        assertThat(problem.faults().get(0).pointer()).isEqualTo("/timoutMs");
    }

    @Test
    void refusesWhatIsHugeOrDeepOrNotUtf8() {
        assertThat(refuse("{\"userId\":\"" + "x".repeat(257) + "\"}").status()).isEqualTo(422);
        assertThat(refuse("{\"userId\":\"" + "é".repeat(129) + "\"}").status()).isEqualTo(422);
        assertThat(refuse("{\"context\":{\"x\":" + "[".repeat(5_000)).status()).isEqualTo(400);
        assertThat(refuse("").status()).isEqualTo(400);
        assertThat(refuse("{\"" + "n".repeat(100_000) + "\":1}").status()).isEqualTo(400);
        assertThat(refuse("{\"timeoutMs\":" + "9".repeat(5_000) + "}").status()).isEqualTo(400);
        byte[] broken = VALID.getBytes(StandardCharsets.UTF_8);
        broken[12] = (byte) 0xff;
        assertThat(refuse(broken).status()).isEqualTo(400);
        assertThat(refuse(VALID.getBytes(StandardCharsets.UTF_16LE)).status()).isEqualTo(400);
    }

    @Test
    void whateverComesIsAProblemAndNeverAnythingElse() {
        Random random = new Random(42);
        byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200_000; i++) {
            byte[] body = Arrays.copyOf(valid, random.nextInt(valid.length + 1));
            for (int changes = random.nextInt(4); changes > 0 && body.length > 0; changes--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(body, 0, body.length, request);
            } catch (Problem expected) {
                assertThat(expected.status()).isIn(400, 422);
            }
        }
    }

    private Object contextOf(String name) {
        return request.contextValue(schema.slot(name) - schema.firstSlot(Scope.CONTEXT));
    }

    private void read(String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        reader.read(bytes, 0, bytes.length, request);
    }

    private Problem refuse(String body) {
        return refuse(body.getBytes(StandardCharsets.UTF_8));
    }

    private Problem refuse(byte[] body) {
        Problem problem = catchThrowableOfType(Problem.class, () -> reader.read(body, 0, body.length, request));
        assertThat(problem).isNotNull();
        return problem;
    }
}
