package io.deliverytracking.broker.app.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Metric families in the making. */
final class Families {

    private final List<MetricFamilySamples> families = new ArrayList<>();

    List<MetricFamilySamples> all() {
        return families;
    }

    Families gauge(String name, String help, double value) {
        families.add(new GaugeMetricFamily(name, help, value));
        return this;
    }

    /** A counter; the exposition adds {@code _total} to its name. */
    Families counter(String name, String help, double value) {
        families.add(new CounterMetricFamily(name, help, value));
        return this;
    }

    <T> Families gauges(
            String name,
            String help,
            List<String> labels,
            List<T> rows,
            Function<? super T, List<String>> values,
            ToDoubleFunction<? super T> value) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, labels);
        rows.forEach(row -> family.addMetric(values.apply(row), value.applyAsDouble(row)));
        families.add(family);
        return this;
    }

    <T> Families counters(
            String name,
            String help,
            List<String> labels,
            List<T> rows,
            Function<? super T, List<String>> values,
            ToDoubleFunction<? super T> value) {
        CounterMetricFamily family = new CounterMetricFamily(name, help, labels);
        rows.forEach(row -> family.addMetric(values.apply(row), value.applyAsDouble(row)));
        families.add(family);
        return this;
    }

    /** A histogram with one label, from buckets that each count their own range only. */
    static final class Histogram {
        private final String name;
        private final String help;
        private final String label;
        private final List<Sample> samples = new ArrayList<>();

        Histogram(String name, String help, String label) {
            this.name = name;
            this.help = help;
            this.label = label;
        }

        /** Adds one value of the label; {@code upperBounds} in the histogram's unit, the last infinite. */
        void add(String value, long[] counts, double[] upperBounds, double sum) {
            long below = 0;
            for (int i = 0; i < counts.length; i++) {
                below += counts[i];
                samples.add(new Sample(
                        name + "_bucket",
                        List.of(label, "le"),
                        List.of(value, Collector.doubleToGoString(upperBounds[i])),
                        below));
            }
            samples.add(new Sample(name + "_count", List.of(label), List.of(value), below));
            samples.add(new Sample(name + "_sum", List.of(label), List.of(value), sum));
        }

        MetricFamilySamples build() {
            return new MetricFamilySamples(name, Collector.Type.HISTOGRAM, help, samples);
        }
    }

    Families add(Histogram histogram) {
        families.add(histogram.build());
        return this;
    }
}
