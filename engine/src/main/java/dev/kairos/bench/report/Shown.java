package dev.kairos.bench.report;

import java.util.Locale;

/** Figures as people read them: three digits and a unit. */
final class Shown {

    static final String NOTHING = "not measured";

    private Shown() {}

    /** A time in the unit that suits it, such as 3.7 µs. */
    static String nanos(double nanos) {
        double size = Math.abs(nanos);
        if (Double.isNaN(nanos)) {
            return NOTHING;
        }
        if (size < 1_000) {
            return digits(nanos) + " ns";
        }
        if (size < 1e6) {
            return digits(nanos / 1e3) + " µs";
        }
        return size < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return NOTHING;
        }
        if (bytes < 10_000) {
            return String.format(Locale.ROOT, "%,.0f B", bytes);
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double size = bytes / 1024;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return digits(size) + " " + units[unit];
    }

    static String count(double count) {
        return Double.isNaN(count) ? NOTHING : String.format(Locale.ROOT, "%,.0f", count);
    }

    static String perSecond(double rate) {
        return Double.isNaN(rate) ? NOTHING : count(rate) + "/s";
    }

    static String ratio(double ratio) {
        return Double.isNaN(ratio) ? NOTHING : String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String share(double share) {
        return Double.isNaN(share) ? NOTHING : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** Thousands set apart, where it is a whole number. */
    static String grouped(String value) {
        return value.matches("[0-9]{4,15}") ? count(Double.parseDouble(value)) : value;
    }

    /** Two or three significant digits, none of them in an exponent. */
    static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == Math.rint(size) && size >= 10 ? 0 : size >= 10 ? 1 : size >= 1 ? 1 : 2;
        String shown = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return shown.endsWith(".0") || shown.endsWith(".00") ? shown.substring(0, shown.indexOf('.')) : shown;
    }
}
