package dev.kairos.bench;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Who calls.
 *
 * @param count how many are known, numbered from 1
 * @param ids how an id is written, with {@code {n}} for the number
 * @param zipf whether few of them come often and most seldom, exponent 0.99; otherwise all come equally often
 * @param unknownShare of the calls that are of somebody who has no profile, 0 to 1
 */
public record Customers(int count, String ids, boolean zipf, double unknownShare) {

    public static final String USUAL_IDS = "c-{n}";
    public static final int MOST = 50_000_000;

    private static final double EXPONENT = 0.99;
    private static final int LONGEST_ID_CHARS = 128;

    /** @throws IllegalArgumentException with a message for the user */
    public Customers {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("there are 1 to 50,000,000 customers, not " + count);
        }
        if (!ids.contains("{n}") || ids.length() > LONGEST_ID_CHARS - 10 || !ids.matches("[ -~&&[^\"\\\\]]*")) {
            throw new IllegalArgumentException(
                    "ids are plain ASCII without quotes, with {n} where the number goes, at most 118 characters: '"
                            + ids + "' is not");
        }
        if (!(unknownShare >= 0 && unknownShare <= 1)) {
            throw new IllegalArgumentException("the share of unknown customers is from 0 % to 100 %");
        }
    }

    /** Ids one after the other, the same for a seed. */
    Supplier<String> draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IntSupplier numbers = zipf ? new Zipf(count, EXPONENT, seed)::next : () -> random.nextInt(count);
        return () -> {
            int number = numbers.getAsInt() + 1;
            boolean unknown = random.nextDouble() < unknownShare;
            return ids.replace("{n}", unknown ? "nobody-" + number : Integer.toString(number));
        };
    }
}
