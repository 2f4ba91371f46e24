package dev.kairos.http;

import dev.kairos.http.RawClient.Response;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that speaks HTTP/2 frame by frame, also such frames as no client library would send. */
final class FrameClient implements TestClient {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    static final int PROTOCOL_ERROR = 1;
    static final int INTERNAL_ERROR = 2;
    static final int FLOW_CONTROL_ERROR = 3;
    static final int STREAM_CLOSED = 5;
    static final int FRAME_SIZE_ERROR = 6;
    static final int REFUSED_STREAM = 7;
    static final int COMPRESSION_ERROR = 9;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final byte[] NOTHING = {};

    record Frame(int type, int flags, int stream, byte[] payload) {

        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        int number(int at) {
            return ByteBuffer.wrap(payload).getInt(at);
        }

        int setting(int id, int otherwise) {
            for (int at = 0; at < payload.length; at += 6) {
                if (payload[at + 1] == id) {
                    return number(at + 2);
                }
            }
            return otherwise;
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true);
    private final ArrayDeque<Integer> awaited = new ArrayDeque<>();
    private final List<Frame> passedOver = new ArrayList<>();
    private final StringBuilder streamed = new StringBuilder();
    private final Map<Integer, Integer> windows = new HashMap<>();
    private int window = 65_535;
    private int firstWindow = 65_535;
    private int nextStream = 1;
    private int stream;
    /** Of the body of the last request. */
    private int missing;

    private FrameClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** With the preface sent and settings that do not limit what the server sends. */
    static FrameClient open(int port) throws IOException {
        FrameClient client = silent(port);
        client.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        client.frame(SETTINGS, 0, 0, setting(4, 16 << 20));
        client.frame(WINDOW_UPDATE, 0, 0, number(64 << 20));
        return client;
    }

    /** With nothing sent yet. */
    static FrameClient silent(int port) throws IOException {
        return new FrameClient(port);
    }

    static byte[] setting(int id, int value) {
        return ByteBuffer.allocate(6).putShort((short) id).putInt(value).array();
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** @param lines as in {@code ":method: GET"} */
    static byte[] block(String... lines) {
        return Hpack.fields("\r\n" + String.join("\r\n", lines));
    }

    static byte[] get(String path, String... more) {
        return request("GET", path, more);
    }

    static byte[] request(String method, String path, String... more) {
        List<String> lines = new ArrayList<>(
                List.of(":method: " + method, ":scheme: http", ":path: " + path, ":authority: localhost"));
        lines.addAll(List.of(more));
        return block(lines.toArray(String[]::new));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    FrameClient frame(int type, int flags, int stream, byte[] payload) throws IOException {
        write(bytes(type, flags, stream, payload));
        return this;
    }

    static byte[] bytes(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** The id of a stream that is begun with this. */
    int begin(byte[] block, boolean ended) throws IOException {
        int stream = nextStream;
        nextStream += 2;
        awaited.add(stream);
        frame(HEADERS, END_HEADERS | (ended ? END_STREAM : 0), stream, block);
        return stream;
    }

    /** Any number of requests, one after the other, the last of them perhaps without its body. */
    @Override
    public FrameClient send(String requests) throws IOException {
        if (missing > 0) {
            return send(requests.getBytes(StandardCharsets.UTF_8));
        }
        String rest = requests;
        while (!rest.isEmpty()) {
            int end = rest.indexOf("\r\n\r\n");
            begin(rest.substring(0, end).split("\r\n"));
            byte[] after = rest.substring(end + 4).getBytes(StandardCharsets.UTF_8);
            int here = Math.min(missing, after.length);
            if (here > 0) {
                send(Arrays.copyOf(after, here));
            }
            rest = new String(after, here, after.length - here, StandardCharsets.UTF_8);
        }
        return this;
    }

    private void begin(String[] head) throws IOException {
        String[] line = head[0].split(" ");
        List<String> fields = new ArrayList<>(List.of(":method: " + line[0], ":scheme: http", ":path: " + line[1]));
        missing = 0;
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            String name = head[i].substring(0, colon).toLowerCase(Locale.ROOT);
            String value = head[i].substring(colon + 1).trim();
            if (name.equals("host")) {
                fields.add(3, ":authority: " + value);
            } else {
                fields.add(name + ": " + value);
            }
            missing = name.equals("content-length") ? Integer.parseInt(value) : missing;
        }
        stream = begin(block(fields.toArray(String[]::new)), missing == 0);
    }

    @Override
    public FrameClient send(byte[] body) throws IOException {
        missing -= body.length;
        data(stream, body, missing == 0);
        return this;
    }

    /** Sends as the server's windows allow. */
    void data(int stream, byte[] body, boolean last) throws IOException {
        for (int at = 0; at < body.length; ) {
            int most = Math.min(16_384, Math.min(window, windows.getOrDefault(stream, firstWindow)));
            if (most <= 0) {
                passedOver.add(next());
                continue;
            }
            int to = Math.min(body.length, at + most);
            frame(DATA, last && to == body.length ? END_STREAM : 0, stream, Arrays.copyOfRange(body, at, to));
            window -= to - at;
            windows.put(stream, windows.getOrDefault(stream, firstWindow) - (to - at));
            at = to;
        }
    }

    /** The next frame, whatever it is. Settings are acknowledged, and windows kept. */
    Frame next() throws IOException {
        int head = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        Frame frame = new Frame(head & 0xff, flags, stream, in.readNBytes(head >>> 8));
        if (frame.type() == SETTINGS && !frame.has(ACK)) {
            int more = frame.setting(4, firstWindow) - firstWindow;
            firstWindow += more;
            windows.replaceAll((any, left) -> left + more);
            if (!socket.isOutputShutdown()) {
                frame(SETTINGS, ACK, 0, NOTHING);
            }
        } else if (frame.type() == WINDOW_UPDATE && stream == 0) {
            window += frame.number(0);
        } else if (frame.type() == WINDOW_UPDATE) {
            windows.put(stream, windows.getOrDefault(stream, firstWindow) + frame.number(0));
        }
        return frame;
    }

    /** The next frame of a type; others are passed over. */
    Frame next(int type) throws IOException {
        for (Frame frame = next(); ; frame = next()) {
            if (frame.type() == type) {
                return frame;
            }
            passedOver.add(frame);
        }
    }

    /** What {@link #next(int)} and {@link #response} have passed over. */
    List<Frame> passedOver() {
        return passedOver;
    }

    /** The error code with which the server ends the connection; reads on to its end. */
    int goAwayCode() throws IOException {
        int code = next(GOAWAY).number(4);
        readToEnd();
        return code;
    }

    int resetCode(int stream) throws IOException {
        while (true) {
            Frame frame = next(RST_STREAM);
            if (frame.stream() == stream) {
                return frame.number(0);
            }
        }
    }

    void readToEnd() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (EOFException | SocketException end) {
            return;
        }
    }

    @Override
    public Response response(boolean withBody) throws IOException {
        int stream = awaited.remove();
        Map<String, String> headers = new TreeMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status = 0;
        while (true) {
            Frame frame = frameOf(stream);
            if (frame.type() == HEADERS) {
                status = read(frame, headers);
            } else if (frame.type() == DATA) {
                body.writeBytes(frame.payload());
            } else if (frame.type() == RST_STREAM) {
                throw new EOFException("reset with " + frame.number(0));
            }
            boolean open = !withBody && status != 0 && !frame.has(END_STREAM);
            if (frame.has(END_STREAM) || status == 100 || open) {
                if (status == 100 || open) {
                    awaited.addFirst(stream);
                }
                return new Response(status, headers, body.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private Frame frameOf(int stream) throws IOException {
        for (Frame frame : passedOver) {
            if (frame.stream() == stream && frame.type() <= RST_STREAM) {
                passedOver.remove(frame);
                return frame;
            }
        }
        while (true) {
            Frame frame = next();
            if (frame.stream() == stream && frame.type() <= RST_STREAM) {
                return frame;
            } else {
                passedOver.add(frame);
            }
        }
    }

    private int read(Frame frame, Map<String, String> into) throws IOException {
        try {
            Http2Headers fields = decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
            fields.forEach(field -> {
                if (field.getKey().charAt(0) != ':') {
                    into.put(field.getKey().toString(), field.getValue().toString());
                }
            });
            return Integer.parseInt(fields.status().toString());
        } catch (Http2Exception unreadable) {
            throw new IOException(unreadable);
        }
    }

    @Override
    public String block() throws IOException {
        int end = streamed.indexOf("\n\n");
        while (end < 0) {
            Frame frame = frameOf(awaited.element());
            if (frame.has(END_STREAM)) {
                throw new EOFException("ended after: " + streamed);
            }
            streamed.append(new String(frame.payload(), StandardCharsets.US_ASCII));
            end = streamed.indexOf("\n\n");
        }
        String block = streamed.substring(0, end + 2);
        streamed.delete(0, end + 2);
        return block;
    }

    /** The server pings before it stops, and is answered; then no more than frames without an answer come. */
    @Override
    public boolean isClosed() throws IOException {
        try {
            while (true) {
                Frame frame = next();
                if (frame.type() == PING && !frame.has(ACK)) {
                    frame(PING, ACK, 0, frame.payload());
                }
                if (frame.type() == HEADERS || frame.type() == DATA && frame.payload().length > 0) {
                    return false;
                }
            }
        } catch (EOFException end) {
            return true;
        }
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
