package dev.kairos.http;

import org.junit.jupiter.api.Nested;

/** What holds for HTTP/1.1 holds for HTTP/2: the same suites, spoken otherwise. */
class SuitesOverHttp2Test {

    @Nested
    class BodiesOverHttp2 extends BodiesTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class CorsOverHttp2 extends CorsTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class KeysOverHttp2 extends KeysTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class ProfileRoutesOverHttp2 extends ProfileRoutesTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class PersonRoutesOverHttp2 extends PersonRoutesTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class TouchpointRoutesOverHttp2 extends TouchpointRoutesTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class StaticFileOverHttp2 extends StaticFileTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class EventStreamOverHttp2 extends EventStreamTest {
        @Override
        boolean http2() {
            return true;
        }
    }

    @Nested
    class OverloadOverHttp2 extends OverloadTest {
        @Override
        boolean http2() {
            return true;
        }
    }
}
