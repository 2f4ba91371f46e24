package dev.kairos.journal;

import static dev.kairos.journal.JournalRig.T0;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/** Programs that write until they are killed, each with the folder as its argument. */
final class KilledWriters {

    private KilledWriters() {}

    /** Dies in the middle of a record, as a killed process can. */
    static final class TornWriter {
        public static void main(String[] args) {
            ChronicleQueue queue = ChronicleJournalTest.builder(args[0]).build();
            DocumentContext torn = queue.createAppender().writingDocument();
            Bytes<?> bytes = torn.wire().bytes();
            byte[] noise = new byte[5000];
            Arrays.fill(noise, (byte) 0x55);
            bytes.write(noise);
            Runtime.getRuntime().halt(137);
        }
    }

    /** Says that it begins, and blanks. */
    static final class EndlessBlanker {
        public static void main(String[] args) throws InterruptedException {
            try (Journal journal = Journal.open(Path.of(args[0]), ChronicleJournalTest.SMALL)) {
                System.out.write('!');
                System.out.flush();
                journal.blank((key, at, timeMs) -> key == 1 || key == 3, BlankProgress.NONE);
                Thread.currentThread().join();
            }
        }
    }

    /** Appends batches until it is killed, and says after each how many records there are. */
    static final class EndlessBatchWriter {
        static final int RECORDS = 50;

        public static void main(String[] args) throws IOException {
            try (Journal journal = Journal.open(Path.of(args[0]), ChronicleJournalTest.SMALL)) {
                ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
                RecordBatch batch = new RecordBatch(journal.maxRecordBytes());
                for (long i = 0; ; ) {
                    batch.clear();
                    for (int k = 0; k < RECORDS; k++) {
                        byte[] bytes = EndlessWriter.text(i).getBytes(StandardCharsets.UTF_8);
                        batch.add(i, bytes, 0, bytes.length);
                        i++;
                    }
                    journal.append(batch, T0 + i);
                    System.out.write(number.putLong(0, i).array());
                }
            }
        }
    }

    /** Appends until it is killed, and says so after each record. */
    static final class EndlessWriter {
        public static void main(String[] args) throws IOException {
            try (Journal journal = Journal.open(Path.of(args[0]), ChronicleJournalTest.SMALL)) {
                ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
                for (long i = 0; ; i++) {
                    byte[] bytes = text(i).getBytes(StandardCharsets.UTF_8);
                    journal.append(i, bytes, 0, bytes.length, T0 + i);
                    System.out.write(number.putLong(0, i).array());
                }
            }
        }

        static String text(long i) {
            return "record " + i + " " + "x".repeat((int) (i * 31 % 600));
        }
    }
}
