package io.deadlockwatch.operator.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** Which version of what runs here. */
final class BuildInfo extends Collector {

    private final String component;
    private final String version;

    BuildInfo(String component, String version) {
        this.component = component;
        this.version = version;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "deadlockwatch_build_info", "Version of a component.", List.of("component", "version"));
        return List.of(family.addMetric(List.of(component, version), 1));
    }
}
