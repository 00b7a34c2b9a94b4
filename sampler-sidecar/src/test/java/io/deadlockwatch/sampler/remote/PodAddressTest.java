package io.deadlockwatch.sampler.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.7.1", "100.64.0.9", "fd00::7", "2001:db8::1"})
    void addressesOfPods(String host) {
        assertThat(PodAddress.parse(host).getAddress()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "0.0.0.0",
                "::",
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "::ffff:127.0.0.1",
                "localhost",
                "metadata.google.internal",
                "",
                "10.1.2.3:80"
            })
    void whatIsNone(String host) {
        assertThatThrownBy(() -> PodAddress.parse(host)).isInstanceOf(IllegalArgumentException.class);
    }
}
