package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS the JDK's client has more to do on its threads, handshakes among it. */
@Timeout(60)
class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final Duration AMPLE = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    @Test
    void decidesAndDeliversOverTls() throws Exception {
        SSLContext tls = contextWithACertificateOfItsOwn();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/v1/decide", exchange -> answer(exchange, """
                {"decisionId":"d","pack":"p","decisions":[]}"""));
        server.createContext("/v1/batch", exchange -> answer(exchange, "{\"success\":true}"));
        server.start();
        String url = "https://localhost:" + server.getAddress().getPort();

        try (KairosClient client = KairosClient.builder(url)
                .timeout(AMPLE)
                .http(http -> http.sslContext(tls))
                .build()) {
            DecideRequest request =
                    DecideRequest.builder("web", "home").userId("c-42").build();
            for (int i = 0; i < 20; i++) {
                assertThat(client.decideNow(request).detail()).isNull();
            }
            client.track("c-42", "E", Map.of());
            assertThat(client.flush(AMPLE)).isTrue();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void isUnreachableWhenTheCertificateIsNotTrusted() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(contextWithACertificateOfItsOwn()));
        server.start();
        String url = "https://localhost:" + server.getAddress().getPort();

        try (KairosClient client = KairosClient.builder(url).timeout(AMPLE).build()) {
            Decisions decisions = client.decideNow(
                    DecideRequest.builder("web", "home").userId("c-42").build());

            assertThat(decisions.whyDefault()).isEqualTo(WhyDefault.UNREACHABLE);
            assertThat(decisions.detail()).contains("SSL");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, String body) throws java.io.IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private SSLContext contextWithACertificateOfItsOwn() throws Exception {
        Path file = dir.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
