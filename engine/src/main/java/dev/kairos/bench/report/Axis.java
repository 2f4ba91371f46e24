package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** One axis of a chart: where a value lies between 0 and 1, and which values are named. */
final class Axis {

    private static final int TICKS = 5;
    private static final double CLOSE = 1e-9;

    private final String title;
    private final DoubleUnaryOperator transform;
    private final double low;
    private final double high;
    private final List<Tick> ticks;

    /** @param label empty where only a line is drawn */
    record Tick(double value, String label) {}

    private Axis(String title, DoubleUnaryOperator transform, double low, double high, List<Tick> ticks) {
        this.title = title;
        this.transform = transform;
        this.low = transform.applyAsDouble(low);
        this.high = transform.applyAsDouble(high);
        this.ticks = List.copyOf(ticks);
    }

    /** From 0, with round steps. */
    static Axis linear(String title, double highest, DoubleFunction<String> label) {
        double step = roundStep(Math.max(highest, Double.MIN_NORMAL) / TICKS);
        double high = Math.max(step, Math.ceil(highest / step - 1e-9) * step);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= high * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step, label.apply(i * step)));
        }
        return new Axis(title, DoubleUnaryOperator.identity(), 0, high, ticks);
    }

    private static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double part = step / power;
        return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 2.5 ? 2.5 : part <= 5 ? 5 : 10) * power;
    }

    /** Logarithmic, with lines at 1, 2 and 5 of each power of ten where there are few powers. Values are positive. */
    static Axis log(String title, double lowest, double highest, DoubleFunction<String> label) {
        double decades = Math.log10(highest / lowest);
        double[] steps = decades <= 1.5 ? new double[] {1, 1.5, 2, 3, 5, 7} : new double[] {1, 2, 5};
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(lowest)); power <= Math.ceil(Math.log10(highest)); power++) {
            for (double step : steps) {
                double value = step * Math.pow(10, power);
                ticks.add(new Tick(value, decades <= 4 || step == 1 ? label.apply(value) : ""));
            }
        }
        double from = ticks.stream()
                .mapToDouble(Tick::value)
                .filter(value -> value <= lowest * (1 + CLOSE))
                .max()
                .orElse(lowest);
        double to = ticks.stream()
                .mapToDouble(Tick::value)
                .filter(value -> value >= highest * (1 - CLOSE) && value > from * (1 + CLOSE))
                .min()
                .orElse(from * 10);
        ticks.removeIf(tick -> tick.value < from * (1 - CLOSE) || tick.value > to * (1 + CLOSE));
        return new Axis(title, Math::log10, from, to, ticks);
    }

    /** Logarithmic between the values there are, each of which is named. */
    static Axis logAt(String title, List<Double> values, DoubleFunction<String> label) {
        double low = values.get(0);
        double high = values.get(values.size() - 1);
        List<Tick> ticks = values.stream()
                .map(value -> new Tick(value, label.apply(value)))
                .toList();
        double room = Math.pow(high / low, 0.05);
        return new Axis(title, Math::log10, low / room, high * room, ticks);
    }

    /** Quantiles from 0 to below 1, each further nine as wide as the one before. */
    static Axis nines(String title, double highest) {
        String[] names = {"0 %", "50 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"};
        double[] at = {0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999};
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < at.length && at[i] <= highest; i++) {
            ticks.add(new Tick(at[i], names[i]));
        }
        return new Axis(title, quantile -> -Math.log10(1 - quantile), 0, highest, ticks);
    }

    /** One place after the other, each with a name or none. */
    static Axis ordinal(String title, List<String> names) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ticks.add(new Tick(i, names.get(i)));
        }
        return new Axis(title, DoubleUnaryOperator.identity(), -0.3, names.size() - 0.7, ticks);
    }

    /** 0 at the low end, 1 at the high end, and not beyond. */
    double at(double value) {
        double place = (transform.applyAsDouble(value) - low) / (high - low);
        return Math.min(1, Math.max(0, place));
    }

    String title() {
        return title;
    }

    List<Tick> ticks() {
        return ticks;
    }
}
