package io.deadlockwatch.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What a static scan of one version of a service found. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("sfs")
@AdditionalPrinterColumn(
        name = "Usable",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.findings.usable")
@AdditionalPrinterColumn(name = "Pods", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.podsUsing")
@AdditionalPrinterColumn(
        name = "Accepted",
        type = AdditionalPrinterColumn.Type.STRING,
        jsonPath = ".status.conditions[?(@.type=='Accepted')].status")
@AdditionalPrinterColumn(
        name = "Age",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".metadata.creationTimestamp")
public class StaticFindingSet extends CustomResource<StaticFindingSetSpec, StaticFindingSetStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    protected @Nullable StaticFindingSetSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable StaticFindingSetStatus initStatus() {
        return null;
    }
}
