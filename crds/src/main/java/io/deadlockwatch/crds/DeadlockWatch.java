package io.deadlockwatch.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Asks for the pods of a workload to be watched. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("dw")
@AdditionalPrinterColumn(name = "Pods", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.pods.matched")
@AdditionalPrinterColumn(
        name = "Coverage",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.coveragePercent")
@AdditionalPrinterColumn(
        name = "Proven",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.incidents.proven")
@AdditionalPrinterColumn(
        name = "Confirmed",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.incidents.confirmed")
@AdditionalPrinterColumn(
        name = "Ready",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
        name = "Age",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
public class DeadlockWatch extends CustomResource<DeadlockWatchSpec, DeadlockWatchStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected @Nullable DeadlockWatchSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable DeadlockWatchStatus initStatus() {
        return null;
    }
}
