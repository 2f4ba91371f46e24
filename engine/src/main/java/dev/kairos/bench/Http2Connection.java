package dev.kairos.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Has several requests under way, each on a stream of its own. The server is told of a header table of 0 bytes, so that
 * what an answer's status is can be seen from its first byte, and of windows so large that it never waits for us. What is
 * sent while answers are read leaves in one write.
 */
final class Http2Connection implements Connection {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int MOST_STREAMS = 3;
    private static final int INITIAL_WINDOW = 4;
    private static final int OUR_STREAM_WINDOW = 1 << 24;
    private static final int OUR_WINDOW = 1 << 30;
    private static final int USUAL_WINDOW = 65_535;
    private static final int BUFFER = 1 << 18;
    private static final int MOST_BYTES = 1 << 24;
    private static final int PATIENCE_MS = 5_000;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Answers answers;
    private final Answer answer = new Answer();
    /** By the stream's id; one that is longer under way than others keeps its place. */
    private final Http2Stream[] streams;

    private final int slots;
    /** Requests for which the server has no window. */
    private final ArrayDeque<byte[]> held = new ArrayDeque<>();

    private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private int nextId = 1;
    private long window = USUAL_WINDOW;
    private int streamWindow = USUAL_WINDOW;
    private long taken;
    private boolean reading;
    private boolean settled;

    Http2Connection(Target target, Selector selector, Answers answers, int slots) throws IOException {
        this.answers = answers;
        this.slots = slots;
        streams = new Http2Stream[Integer.highestOneBit(8 * slots)];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new Http2Stream();
        }
        channel = SocketChannel.open(target.address());
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            greet();
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Tells the settings, and waits for the server's. */
    private void greet() throws IOException {
        out.put(PREFACE).put(Http2.frame(Http2.SETTINGS, 0, 12));
        out.putShort((short) HEADER_TABLE_SIZE).putInt(0);
        out.putShort((short) INITIAL_WINDOW).putInt(OUR_STREAM_WINDOW);
        out.put(Http2.frame(Http2.WINDOW_UPDATE, 0, 4)).putInt(OUR_WINDOW);
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
        channel.socket().setSoTimeout(PATIENCE_MS);
        while (!settled) {
            byte[] head = channel.socket().getInputStream().readNBytes(Http2.FRAME_HEAD);
            if (head.length < Http2.FRAME_HEAD || (head[0] | head[1]) != 0) {
                throw new IOException("the server does not speak HTTP/2 with prior knowledge");
            }
            in.put(head).put(channel.socket().getInputStream().readNBytes(head[2] & 0xff));
            in.flip();
            readFrames();
        }
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public void send(Request request, long dueNanos) throws IOException {
        if (nextId < 0) {
            throw new IOException("a connection has no more than 1,073,741,824 streams");
        }
        while (at(nextId).id != 0) {
            nextId += 2;
        }
        int id = nextId;
        nextId += 2;
        at(id).begin(id, request, dueNanos);
        ByteBuffer bytes = request.bytes();
        int dataAt = Http2.FRAME_HEAD + (bytes.getInt(0) >>> 8);
        int body = bytes.limit() - dataAt - Http2.FRAME_HEAD;
        if (body > streamWindow) {
            throw new IOException("the server takes no more than " + streamWindow + " bytes at first");
        }
        if (!held.isEmpty() || body > window) {
            byte[] copy = new byte[bytes.limit()];
            bytes.get(0, copy);
            name(ByteBuffer.wrap(copy), 0, dataAt, id);
            held.add(copy);
            return;
        }
        window -= body;
        room(bytes.limit());
        int from = out.position();
        out.put(from, bytes, 0, bytes.limit()).position(from + bytes.limit());
        name(out, from, dataAt, id);
        if (!reading) {
            flush();
        }
    }

    /** Names the stream in both frames of a request. */
    private static void name(ByteBuffer bytes, int from, int dataAt, int id) {
        bytes.putInt(from + 5, id).putInt(from + dataAt + 5, id);
    }

    private void room(int more) {
        if (out.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocateDirect(2 * (out.position() + more));
            out.flip();
            out = larger.put(out);
        }
    }

    private void flush() throws IOException {
        out.flip();
        channel.write(out);
        out.compact();
        int wanted = out.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    @Override
    public void ready() throws IOException {
        reading = true;
        if (key.isReadable()) {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed a connection");
            }
            in.flip();
            readFrames();
        }
        reading = false;
        if (out.position() > 0) {
            flush();
        }
    }

    /** Reads the whole frames there are, and keeps what is left of another. */
    private void readFrames() throws IOException {
        int length = 0;
        while (in.remaining() >= Http2.FRAME_HEAD) {
            int from = in.position();
            length = in.getInt(from) >>> 8;
            if (in.remaining() < Http2.FRAME_HEAD + length) {
                break;
            }
            frame(in.get(from + 3), in.get(from + 4), in.getInt(from + 5), from + Http2.FRAME_HEAD, length);
            in.position(from + Http2.FRAME_HEAD + length);
        }
        in.compact();
        if (length > in.capacity() - Http2.FRAME_HEAD) {
            throw new IOException("a frame of " + length + " bytes");
        }
        giveBack();
    }

    private void frame(int type, int flags, int id, int at, int length) throws IOException {
        switch (type) {
            case Http2.DATA -> data(flags, asked(id), at, length);
            case Http2.HEADERS -> headers(flags, asked(id), at, length);
            case Http2.RST_STREAM -> reset(id);
            case Http2.SETTINGS -> settings(flags, at, length);
            case Http2.PING -> ping(flags, at);
            case Http2.GOAWAY -> throw new IOException("the server ended a connection with code " + in.getInt(at + 4));
            case Http2.WINDOW_UPDATE -> window(id, in.getInt(at));
            default -> {}
        }
    }

    private Http2Stream at(int id) {
        return streams[(id >>> 1) & (streams.length - 1)];
    }

    private Http2Stream asked(int id) throws IOException {
        Http2Stream stream = at(id);
        if (stream.id != id || id == 0) {
            throw new IOException("the server said something that it was not asked");
        }
        return stream;
    }

    private void data(int flags, Http2Stream stream, int at, int length) throws IOException {
        taken += length;
        int padding = (flags & Http2.PADDED) != 0 ? in.get(at) & 0xff : 0;
        int from = (flags & Http2.PADDED) != 0 ? at + 1 : at;
        int to = at + length - padding;
        boolean last = (flags & Http2.END_STREAM) != 0;
        if (last && !stream.hasPieces()) {
            end(stream, in, from, to);
            return;
        }
        stream.keep(in, from, to - from);
        if (stream.pieces().position() > MOST_BYTES) {
            throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
        }
        if (last) {
            end(stream, stream.pieces(), 0, stream.pieces().position());
        }
    }

    private void headers(int flags, Http2Stream stream, int at, int length) throws IOException {
        if ((flags & Http2.END_HEADERS) == 0) {
            throw new IOException("an answer whose headers are larger than a frame");
        }
        int padding = (flags & Http2.PADDED) != 0 ? in.get(at) & 0xff : 0;
        int from = at + ((flags & Http2.PADDED) != 0 ? 1 : 0) + ((flags & Http2.PRIORITY) != 0 ? 5 : 0);
        if (stream.status < 200) {
            stream.status = Http2.status(in, from, at + length - padding);
        }
        if ((flags & Http2.END_STREAM) != 0) {
            end(stream, stream.pieces(), 0, stream.pieces().position());
        }
    }

    /** It may be reset after it is answered, too. */
    private void reset(int id) throws IOException {
        Http2Stream stream = at(id);
        if (stream.id == id && id != 0) {
            stream.status = 0;
            end(stream, in, 0, 0);
        }
    }

    private void end(Http2Stream stream, ByteBuffer bytes, int from, int to) throws IOException {
        Request request = Objects.requireNonNull(stream.request);
        stream.id = 0;
        stream.request = null;
        answers.answered(this, request, stream.dueNanos, answer.set(stream.status, bytes, from, to));
    }

    private void settings(int flags, int at, int length) throws IOException {
        if ((flags & Http2.ACK) != 0) {
            return;
        }
        for (int each = at; each + 6 <= at + length; each += 6) {
            int value = in.getInt(each + 2);
            if (in.getShort(each) == INITIAL_WINDOW) {
                streamWindow = value;
            } else if (in.getShort(each) == MOST_STREAMS && value >= 0 && value < slots) {
                throw new IOException("the server takes no more than " + value + " calls at a time on a connection");
            }
        }
        settled = true;
        out.put(Http2.frame(Http2.SETTINGS, Http2.ACK, 0));
    }

    private void ping(int flags, int at) {
        if ((flags & Http2.ACK) == 0) {
            room(Http2.FRAME_HEAD + 8);
            out.put(Http2.frame(Http2.PING, Http2.ACK, 8)).putLong(in.getLong(at));
        }
    }

    private void window(int stream, int more) {
        if (stream != 0) {
            return;
        }
        window += more;
        for (byte[] next = held.peek(); next != null; next = held.peek()) {
            int body =
                    next.length - 2 * Http2.FRAME_HEAD - (ByteBuffer.wrap(next).getInt(0) >>> 8);
            if (body > window) {
                return;
            }
            window -= body;
            room(next.length);
            out.put(held.remove());
        }
    }

    /** So much more may come in. */
    private void giveBack() {
        if (taken > OUR_WINDOW / 2) {
            room(Http2.FRAME_HEAD + 4);
            out.put(Http2.frame(Http2.WINDOW_UPDATE, 0, 4)).putInt((int) taken);
            taken = 0;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
