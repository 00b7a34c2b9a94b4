package io.deadlockwatch.sampler.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class OperatorHostTest {

    private static final InetAddress FIRST = InetAddress.ofLiteral("10.96.0.7");
    private static final InetAddress SECOND = InetAddress.ofLiteral("10.96.0.8");

    private String resolvesTo = "10.96.0.7";
    private int asked;
    private final OperatorHost host = new OperatorHost("operator.svc", this::resolve);

    private InetAddress resolve(String name) throws UnknownHostException {
        asked++;
        if (resolvesTo.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return InetAddress.ofLiteral(resolvesTo);
    }

    @Test
    void theNameIsAskedAboutUntilTheOperatorAnsweredAndNotAgainWhileItDoes() throws UnknownHostException {
        assertThat(host.address()).isEqualTo(FIRST);
        assertThat(host.address()).isEqualTo(FIRST);
        assertThat(asked).isEqualTo(2);

        host.answered(FIRST);
        resolvesTo = "10.96.0.8";

        assertThat(host.address()).isEqualTo(FIRST);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void anAddressThatAnswersNoMoreIsLookedUpAnew() throws UnknownHostException {
        host.answered(FIRST);
        host.failed();
        resolvesTo = "10.96.0.8";

        assertThat(host.address()).isEqualTo(SECOND);
    }

    @Test
    void withoutNamesTheAddressThatAnsweredLastIsTriedAgain() throws UnknownHostException {
        host.answered(FIRST);
        host.failed();
        resolvesTo = "";

        assertThat(host.address()).isEqualTo(FIRST);
        host.failed();
        assertThat(host.address()).isEqualTo(FIRST);
    }

    @Test
    void aNameThatNeverLedAnywhereIsSaidToBeUnknown() {
        resolvesTo = "";

        assertThatThrownBy(host::address)
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("operator.svc");
    }
}
