package io.deadlockwatch.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.sampler.report.OperatorAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerEnvironmentTest {

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "DEADLOCKWATCH_OPERATOR_URL", "https://deadlockwatch-operator.dw.svc:443",
            "DEADLOCKWATCH_CA", "-----BEGIN CERTIFICATE-----",
            "POD_NAMESPACE", "shop",
            "POD_NAME", "orders-1",
            "POD_UID", "u-1"));

    @Test
    void readsWhatInjectionSets() {
        variables.put("DEADLOCKWATCH_CA_FILE", "/etc/dw/ca.pem");
        variables.put("DEADLOCKWATCH_TOKEN_FILE", "/token");
        variables.put("NODE_NAME", "node-1");
        variables.put("DEADLOCKWATCH_PPROF_CREDENTIALS", "/pprof-secret");

        assertThat(SamplerEnvironment.from(variables))
                .isEqualTo(new SamplerEnvironment(
                        new OperatorAddress("deadlockwatch-operator.dw.svc", 443, "/v1/report", "/v1/dump"),
                        "-----BEGIN CERTIFICATE-----",
                        Path.of("/etc/dw/ca.pem"),
                        Path.of("/token"),
                        new PodRef("shop", "orders-1", "u-1"),
                        "node-1",
                        Path.of("/pprof-secret"),
                        SamplerEnvironment.Mode.SIDECAR));
    }

    @Test
    void someThingsHaveDefaults() {
        SamplerEnvironment environment = SamplerEnvironment.from(variables);

        assertThat(environment.tokenFile()).isEqualTo(Path.of("/var/run/secrets/deadlockwatch.io/token"));
        assertThat(environment.caFile()).isNull();
        assertThat(environment.pprofCredentials()).isEqualTo(Path.of("/var/run/secrets/deadlockwatch.io/pprof"));
        assertThat(environment.node()).isEmpty();
        assertThat(environment.mode()).isEqualTo(SamplerEnvironment.Mode.SIDECAR);
    }

    @Test
    void aNodeSamplerIsTheSameProgramInAnotherMode() {
        variables.put("DEADLOCKWATCH_MODE", "remote");

        assertThat(SamplerEnvironment.from(variables).mode()).isEqualTo(SamplerEnvironment.Mode.REMOTE);

        variables.put("DEADLOCKWATCH_MODE", "Remote");

        assertThatThrownBy(() -> SamplerEnvironment.from(variables))
                .hasMessage("DEADLOCKWATCH_MODE is neither sidecar nor remote");
    }

    @Test
    void namesAllThatIsMissing() {
        assertThatThrownBy(() -> SamplerEnvironment.from(Map.of("POD_NAME", " ")))
                .hasMessage("DEADLOCKWATCH_OPERATOR_URL is missing; POD_NAMESPACE is missing; POD_NAME is missing;"
                        + " POD_UID is missing; DEADLOCKWATCH_CA is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://operator           | does not start with https://",
                "https://                  | is not a URL: Expected authority at index 8: https://",
                "https://u:p@operator      | is not of the form https://host:port",
                "https://operator/?q       | is not of the form https://host:port",
                "https:operator            | is not of the form https://host:port",
            })
    void saysWhatIsWrongWithAnAddress(String url, String problem) {
        variables.put("DEADLOCKWATCH_OPERATOR_URL", url);

        assertThatThrownBy(() -> SamplerEnvironment.from(variables))
                .hasMessage("DEADLOCKWATCH_OPERATOR_URL " + problem);
    }

    @Test
    void addressesMayHaveAPathAndNoPort() {
        variables.put("DEADLOCKWATCH_OPERATOR_URL", "https://[fd00::1]/deadlockwatch/");

        assertThat(SamplerEnvironment.from(variables).operator())
                .isEqualTo(new OperatorAddress("[fd00::1]", 443, "/deadlockwatch/v1/report", "/deadlockwatch/v1/dump"));
    }
}
