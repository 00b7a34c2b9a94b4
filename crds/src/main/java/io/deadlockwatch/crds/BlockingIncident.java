package io.deadlockwatch.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A place in source where goroutines of a workload are blocked. Written by the operator; people write {@code spec.suppress} only. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("bi")
@AdditionalPrinterColumn(name = "State", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Verdict", type = AdditionalPrinterColumn.Type.STRING, jsonPath = ".status.verdict")
@AdditionalPrinterColumn(
        name = "Confidence",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.confidencePercent.total")
@AdditionalPrinterColumn(name = "Pods", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.podsAffected")
@AdditionalPrinterColumn(
        name = "Function",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.location.function")
@AdditionalPrinterColumn(name = "Since", type = AdditionalPrinterColumn.Type.DATE, jsonPath = ".status.firstSeen")
public class BlockingIncident extends CustomResource<BlockingIncidentSpec, BlockingIncidentStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected @Nullable BlockingIncidentSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable BlockingIncidentStatus initStatus() {
        return null;
    }
}
