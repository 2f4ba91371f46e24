package dev.kairos.benchmarks.rules;

import java.util.Map;

/**
 * Facts with getters, as rule engines take them: the 20 attributes of the benchmark pack that rules ask for and its
 * context. Made ready before the clock starts, which flatters those who need them.
 */
public final class Facts {

    private Facts() {}

    /** Keywords and amounts of the person. */
    public static class Profile {

        private final String[] words = new String[8];
        private final Double[] amounts = new Double[4];

        Profile(Map<String, Object> values) {
            for (int i = 0; i < words.length; i++) {
                words[i] = (String) values.get("word" + i);
            }
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] = (Double) values.get("amount" + i);
            }
        }

        public String getWord0() {
            return words[0];
        }

        public String getWord1() {
            return words[1];
        }

        public String getWord2() {
            return words[2];
        }

        public String getWord3() {
            return words[3];
        }

        public String getWord4() {
            return words[4];
        }

        public String getWord5() {
            return words[5];
        }

        public String getWord6() {
            return words[6];
        }

        public String getWord7() {
            return words[7];
        }

        public Double getAmount0() {
            return amounts[0];
        }

        public Double getAmount1() {
            return amounts[1];
        }

        public Double getAmount2() {
            return amounts[2];
        }

        public Double getAmount3() {
            return amounts[3];
        }
    }

    /** What was counted along the person's way. */
    public static final class Journey {

        private final Integer[] counts = counts();

        Journey(Map<String, Object> values) {
            fill(counts, values);
        }

        public Integer getCount0() {
            return counts[0];
        }

        public Integer getCount1() {
            return counts[1];
        }

        public Integer getCount2() {
            return counts[2];
        }

        public Integer getCount3() {
            return counts[3];
        }

        public Integer getCount4() {
            return counts[4];
        }

        static Integer[] counts() {
            return new Integer[5];
        }

        static void fill(Integer[] counts, Map<String, Object> values) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = (Integer) values.get("count" + i);
            }
        }
    }

    /** What the call says. */
    public static final class Context {

        private final Double basketValue;

        Context(Map<String, Object> values) {
            basketValue = (Double) values.get("basketValue");
        }

        public Double getBasketValue() {
            return basketValue;
        }
    }

    /** All of it. */
    public static final class One extends Profile {

        private final Integer[] counts = Journey.counts();
        private final Double basketValue;

        One(Map<String, Object> values) {
            super(values);
            Journey.fill(counts, values);
            basketValue = (Double) values.get("basketValue");
        }

        public Integer getCount0() {
            return counts[0];
        }

        public Integer getCount1() {
            return counts[1];
        }

        public Integer getCount2() {
            return counts[2];
        }

        public Integer getCount3() {
            return counts[3];
        }

        public Integer getCount4() {
            return counts[4];
        }

        public Double getBasketValue() {
            return basketValue;
        }
    }
}
