package dev.kairos.touchpoint;

import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Touchpoints of every kind, seeded. */
final class RandomTouchpoints {

    private static final String[] TEXTS = {
        "", "a", "Order Completed", "é", "日本語", "\uD83D\uDE00", "x".repeat(300), "\u0000\n\"", "c-42", "utm_source"
    };

    private final Random random;

    RandomTouchpoints(long seed) {
        random = new Random(seed);
    }

    Touchpoint next() {
        Touchpoint.Type type = Touchpoint.Type.values()[random.nextInt(Touchpoint.Type.values().length)];
        long receivedMs = random.nextInt(10) == 0 ? random.nextLong() : 1_700_000_000_000L + random.nextInt();
        return new Touchpoint(
                type,
                "m" + text(),
                who(),
                type == Touchpoint.Type.TRACK ? text() : type.event(),
                new When(receivedMs - random.nextInt(100_000), receivedMs),
                contents());
    }

    private Who who() {
        String previous = random.nextInt(4) == 0 ? text() : null;
        Kind kind = random.nextBoolean() ? Kind.HOUSEHOLD : Kind.COMPANY;
        GroupId group = random.nextInt(4) == 0 ? new GroupId(kind, text()) : null;
        return switch (random.nextInt(3)) {
            case 0 -> new Who(text(), null, previous, group);
            case 1 -> new Who(null, text(), previous, group);
            default -> new Who(text(), text(), previous, group);
        };
    }

    private Contents contents() {
        OutcomeReport outcome = random.nextInt(3) == 0
                ? new OutcomeReport(
                        Outcome.values()[random.nextInt(Outcome.values().length)],
                        new SlotToken(new UUID(random.nextLong(), random.nextLong()), random.nextInt(256), "gold-a"))
                : null;
        return new Contents(text(), properties(), properties(), consent(), outcome);
    }

    private ConsentStatements consent() {
        if (random.nextBoolean()) {
            return ConsentStatements.NONE;
        }
        List<ConsentStatement> purposes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ConsentStatement.Word word = ConsentStatement.Word.values()[random.nextInt(3)];
            purposes.add(new ConsentStatement(text(), word, random.nextLong(), text()));
        }
        Map<String, Boolean> categories = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            categories.put(text(), random.nextBoolean());
        }
        return new ConsentStatements(
                purposes, categories, random.nextBoolean() ? null : "CPXxRfAPXxRfA", random.nextBoolean());
    }

    private Properties properties() {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            map.put(text() + i, random.nextInt(6) == 0 ? List.of(scalar(), scalar()) : value());
        }
        return Properties.of(map);
    }

    private Object value() {
        return random.nextInt(8) == 0 ? null : scalar();
    }

    private Object scalar() {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong();
            case 2 -> (long) random.nextInt(100);
            case 3 -> random.nextGaussian();
            default -> text();
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
