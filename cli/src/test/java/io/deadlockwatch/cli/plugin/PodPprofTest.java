package io.deadlockwatch.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Tree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPprofTest {

    private static final String PLAIN = "{'spec':{'containers':[{'ports':[{'name':'http','containerPort':80}]}]}}";
    private static final String NAMED = "{'spec':{'containers':[{'ports':[{'name':'pprof','containerPort':7070}]}]}}";
    private static final String ANNOTATED =
            "{'metadata':{'annotations':{'profiles.grafana.com/goroutine.port':'8088','profiles.grafana.com/goroutine.path':'/x/goroutine','profiles.grafana.com/goroutine.scheme':'https'}}}";

    @Test
    void theWatchSaysFirstThenAnnotationsThenPorts() throws ClusterException {
        Tree none = tree("{}");
        Tree target = tree("{'spec':{'target':{'port':9090,'path':'/p','scheme':'HTTPS'}}}");

        assertThat(PodPprof.of(tree(PLAIN), none)).isEqualTo(new PodPprof("6060", "/debug/pprof", "http"));
        assertThat(PodPprof.of(tree(NAMED), none)).isEqualTo(new PodPprof("7070", "/debug/pprof", "http"));
        assertThat(PodPprof.of(tree(ANNOTATED), none)).isEqualTo(new PodPprof("8088", "/x", "https"));
        assertThat(PodPprof.of(tree(ANNOTATED), target)).isEqualTo(new PodPprof("9090", "/p", "https"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{`matchLabels`:{`app`:`orders`}}; true",
                "{`matchLabels`:{`app`:`orders`,`tier`:`x`}}; false",
                "{`matchExpressions`:[{`key`:`app`,`operator`:`In`,`values`:[`a`,`orders`]}]}; true",
                "{`matchExpressions`:[{`key`:`app`,`operator`:`NotIn`,`values`:[`orders`]}]}; false",
                "{`matchExpressions`:[{`key`:`tier`,`operator`:`NotIn`,`values`:[`orders`]}]}; true",
                "{`matchExpressions`:[{`key`:`app`,`operator`:`Exists`},{`key`:`tier`,`operator`:`Exists`}]}; false",
                "{`matchExpressions`:[{`key`:`tier`,`operator`:`DoesNotExist`}]}; true",
                "{`matchExpressions`:[{`key`:`app`,`operator`:`Like`}]}; false"
            })
    void selectorsAreThoseOfKubernetes(String selector, boolean matches) throws ClusterException {
        assertThat(new LabelSelector(tree(selector.replace('`', '\'')))
                        .matches(tree("{'app':'orders'}").members()))
                .isEqualTo(matches);
    }

    private static Tree tree(String json) throws ClusterException {
        return Tree.parse("test", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
