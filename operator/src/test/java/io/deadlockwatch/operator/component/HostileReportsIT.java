package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.component.Installation.Installed;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Reports, tokens and connections of those who mean harm: they are refused, and the neighbours notice nothing. */
@ExtendWith(Installation.class)
@ResourceLock(Installation.OPERATOR)
class HostileReportsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** The text format of Prometheus: a comment, or a name, labels in quotes with escapes, and a number. */
    private static final Pattern METRIC =
            Pattern.compile("# .*|\\w++(\\{(\\w++=\"(?:[^\"\\\\\\p{Cntrl}]++|\\\\[\\\\\"n])*+\",?)*+})? \\S+");

    @Test
    void aTokenThatWasChangedOrWhosePodIsGoneIsOfNoUse(Installed installed) throws IOException {
        Shop shop = Shop.watched(installed, "hostile-tokens");
        ShopPod pod = shop.pod();
        String token = pod.token();
        String[] parts = token.split("\\.", -1);
        String forged = String.join(".", parts[0], parts[1].substring(0, parts[1].length() - 4) + "AAAA", parts[2]);
        String unsigned = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(shop.sampler().report(0).statusCode()).isEqualTo(200));

        assertThat(new FakeSampler(installed, pod, forged).report(0).statusCode())
                .isEqualTo(401);
        assertThat(new FakeSampler(installed, pod, unsigned).report(0).statusCode())
                .isEqualTo(401);

        pod.delete();

        // The token was found good a moment ago, and that is remembered: but the pod is not there any more.
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(shop.sampler().report(0).statusCode()).isEqualTo(403));
    }

    @Test
    void whoFloodsTheServerTakesNobodysPlace(Installed installed) throws IOException {
        FakeSampler honest = Shop.watched(installed, "hostile-flood").sampler();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(honest.report(0).statusCode()).isEqualTo(200));
        Attacker attacker = new Attacker(installed, "127.0.0.66");
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                open.add(attacker.knock());
            }
            assertThat(honest.report(0).statusCode()).isEqualTo(200);
            List<Socket> talking = new ArrayList<>();
            for (int i = 0; i < 272; i++) {
                talking.add(attacker.connect());
            }
            open.addAll(talking);
            await("connections beyond the share of an address are closed")
                    .atMost(SOON)
                    .until(() -> talking.stream().filter(Attacker::isClosed).count() == 16);
            assertThat(installed.operator().log())
                    .contains("connection from 127.0.0.66 closed: there are 256 of the address, limit is 256");
            assertThat(honest.report(0).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesThatNeverEndAreCutOffAndOnlyTheirSendersShareIsTaken(Installed installed) throws IOException {
        FakeSampler honest = Shop.watched(installed, "hostile-slow").sampler();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(honest.report(0).statusCode()).isEqualTo(200));
        Attacker attacker = new Attacker(installed, "127.0.0.67");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                slow.add(attacker.begin(1 << 20, (1 << 20) - 1));
            }

            assertThat(honest.report(0).statusCode()).isEqualTo(200);
            List<String> answers = new ArrayList<>();
            for (Socket socket : slow) {
                answers.add(Attacker.everything(socket));
            }
            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("HTTP/1.1 408"))
                    .hasSizeBetween(1, 4)
                    .allSatisfy(answer -> assertThat(answer).contains("the body took more than 15 s"));
            assertThat(honest.report(0).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void tenThousandNewStacksAMinuteAreTheProblemOfTheirPodAlone(Installed installed) throws IOException {
        Shop shop = Shop.scanned(installed, "hostile-stacks");
        ShopPod noisy = ShopPod.running(shop.client(), shop.namespace(), "orders", "orders-noisy-aaaaa", "noisy");
        FakeSampler ofNoisy = new FakeSampler(installed, noisy, noisy.token());
        PodRef self = new PodRef(shop.namespace(), noisy.name(), noisy.uid());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ofNoisy.report(0).statusCode()).isEqualTo(200));

        List<Integer> statuses = new ArrayList<>();
        long base = 0;
        for (int i = 0; i < 5; i++) {
            Report many = with(ofNoisy.report(self, 0), base, stacks(i * 2_048));
            statuses.add(ofNoisy.send(many).statusCode());
            base = statuses.getLast() == 200 ? many.seq() : base;
        }

        assertThat(statuses).containsExactly(200, 200, 400, 400, 400);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(shop.sampler().report(3).statusCode()).isEqualTo(200);
            assertThat(shop.incidents())
                    .anySatisfy(incident -> assertThat(incident.getSpec().site())
                            .isEqualTo("example.com/shop/orders.reserve.func|chan send"));
        });
    }

    /** Names that are text, but mean something where they are shown. */
    @Test
    void namesThatLookLikeMarkupStayNames(Installed installed) throws IOException {
        Shop shop = Shop.watched(installed, "hostile-names");
        String evil = "example.com/shop.<script>\"} 1 #{{ $labels }}\\n'--${jndi:x}%s%n\u202E\uD83D\uDC1E.f";
        Stack stack = new Stack(
                KnownState.CHAN_SEND,
                List.of(
                        new Frame("runtime.gopark", "/usr/local/go/src/runtime/proc.go", 461, 0),
                        new Frame(evil, "/src/\"\\<b>.go", 42, 40)));
        String id = StackFingerprint.of(stack);

        await("an incident with that name").atMost(SOON).untilAsserted(() -> {
            Report template = shop.sampler().report(shop.self(), 3);
            HttpResponse<String> answer = shop.sampler()
                    .send(new Report(
                            shop.self(),
                            template.epoch(),
                            template.seq(),
                            0,
                            "0.1.0",
                            template.target(),
                            template.window(),
                            template.snapshots(),
                            List.of(new StackEntry(id, 1_000, 1_000, 300_000)),
                            List.of(new StackText(id, stack))));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(shop.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.getStatus()).isNotNull();
                assertThat(incident.getStatus().location()).isNotNull();
                assertThat(incident.getStatus().location().function()).contains("<script>", "\uD83D\uDC1E");
            });
        });
        await("and metrics").atMost(SOON).untilAsserted(() -> assertThat(installed
                        .operator()
                        .metric("deadlockwatch_incident_info", shop.namespace(), "<script>\\\"} 1 #{{"))
                .hasValue(1.0));

        assertThat(installed.operator().metrics().lines())
                .allMatch(line -> METRIC.matcher(line).matches());
        assertThat(shop.client()
                        .v1()
                        .events()
                        .inNamespace(shop.namespace())
                        .list()
                        .getItems())
                .anySatisfy(event -> assertThat(event.getMessage()).contains("<script>"));
    }

    private static Report with(Report template, long base, List<StackText> stacks) {
        return new Report(
                template.pod(),
                template.epoch(),
                template.seq(),
                base,
                template.sampler(),
                template.target(),
                template.window(),
                template.snapshots(),
                stacks.stream()
                        .map(stack -> new StackEntry(stack.id(), 1, 1, 300_000))
                        .toList(),
                stacks);
    }

    private static List<StackText> stacks(int from) {
        return IntStream.range(from, from + 2_048)
                .mapToObj(i -> new Stack(
                        KnownState.CHAN_SEND, List.of(new Frame("example.com/noise.f" + i, "/src/noise.go", i + 1, 0))))
                .map(stack -> new StackText(StackFingerprint.of(stack), stack))
                .toList();
    }
}
