package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.operator.component.Installation.Installed;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A sampler's token ends, though the operator has found it good: nothing more is taken until it brings the next one. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class TokenExpiryIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aTokenThatWasFoundGoodIsRefusedAfterItsEndAndTheNextOneGoesOn(Installed installed)
            throws IOException, GeneralSecurityException {
        Shop shop = Shop.scanned(installed, "token-expiry");
        FakeSampler sampler = shop.sampler();
        await("an incident").atMost(SOON).untilAsserted(() -> {
            assertThat(sampler.report(3).statusCode()).isEqualTo(200);
            assertThat(shop.incidents()).hasSize(1);
        });
        BlockingIncident before = shop.incidents().getFirst();
        // API servers take a token for a minute longer than it says: this one has some seconds left.
        String ending = new TokenSigner(installed)
                .until(shop.pod().token(), Instant.now().minusSeconds(40));
        FakeSampler late = new FakeSampler(installed, shop.pod(), ending);
        assertThat(late.report(3).statusCode()).isEqualTo(200);

        await("the token's end").atMost(SOON).untilAsserted(() -> {
            HttpResponse<String> answer = late.report(3);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("expired");
        });

        assertThat(sampler.report(3).statusCode()).isEqualTo(200);
        assertThat(shop.incidents()).singleElement().satisfies(now -> {
            assertThat(now.getMetadata().getUid())
                    .isEqualTo(before.getMetadata().getUid());
            assertThat(now.getStatus()).isNotNull();
            assertThat(now.getStatus().episodes()).isEqualTo(1);
        });
    }
}
