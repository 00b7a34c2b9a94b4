package io.deadlockwatch.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.operator.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the operator's certificates, against a store in memory. */
class CertificatesTest {

    private static final List<String> NAMES = CertificateNames.of("deadlockwatch", List.of("127.0.0.1"));

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore();

    @Test
    void theFirstStartMakesARootAndACertificateForBothServices() throws Exception {
        ServerCertificate leaf = certificates(NAMES).ensure();

        X509Certificate certificate = Pem.certificate(leaf.certificatePem());
        X509Certificate root = Pem.certificate(leaf.caPem());
        certificate.verify(root.getPublicKey());
        assertThat(root.getBasicConstraints()).isZero();
        assertThat(certificate.getBasicConstraints()).isNegative();
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactly(
                        "deadlockwatch-operator.deadlockwatch.svc",
                        "deadlockwatch-operator.deadlockwatch.svc.cluster.local",
                        "deadlockwatch-webhook.deadlockwatch.svc",
                        "deadlockwatch-webhook.deadlockwatch.svc.cluster.local",
                        "127.0.0.1");
        assertThat(leaf.notAfter()).isEqualTo(clock.instant().plus(Duration.ofDays(90)));
        assertThat(leaf.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void theCertificateIsKeptForSixtyDaysAndThenMadeAnewWithTheSameRoot() throws IOException {
        ServerCertificate first = certificates(NAMES).ensure();
        clock.advance(Duration.ofDays(60).minusSeconds(1));
        assertThat(certificates(NAMES).ensure()).isEqualTo(first);

        clock.advance(Duration.ofSeconds(1));
        ServerCertificate second = certificates(NAMES).ensure();

        assertThat(second.certificatePem()).isNotEqualTo(first.certificatePem());
        assertThat(second.caPem()).isEqualTo(first.caPem());
    }

    @Test
    void clocksThatAreHoursBehindOrDaysAheadBelieveBothCertificates() throws Exception {
        ServerCertificate leaf = certificates(NAMES).ensure();

        for (Duration off : List.of(Duration.ofHours(-23), Duration.ZERO, Duration.ofDays(29))) {
            Date there = Date.from(clock.instant().plus(off));
            assertThatCode(() -> Pem.certificate(leaf.certificatePem()).checkValidity(there))
                    .as("%s", off)
                    .doesNotThrowAnyException();
            assertThatCode(() -> Pem.certificate(leaf.caPem()).checkValidity(there))
                    .as("root, %s", off)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aCertificateThatAClockFarAheadHasMadeIsReplacedOnceTheClockIsRight() throws IOException {
        ServerCertificate wrong = certificates(NAMES).ensure();
        clock.advance(Authority.SKEW.negated());
        assertThat(certificates(NAMES).ensure()).isEqualTo(wrong);

        clock.advance(Duration.ofSeconds(-1));

        assertThat(certificates(NAMES).ensure().notAfter())
                .isEqualTo(clock.instant().plus(Authority.LEAF_LIFE));
    }

    @Test
    void aCertificateThatLacksANameOrIsOfAnotherRootIsReplaced() throws IOException {
        ServerCertificate first = certificates(NAMES).ensure();
        ServerCertificate more = certificates(CertificateNames.of("deadlockwatch", List.of("10.0.0.1")))
                .ensure();
        assertThat(more.certificatePem()).isNotEqualTo(first.certificatePem());

        store.authority = Optional.of(Authority.create(clock.instant(), new SecureRandom()));

        assertThat(certificates(NAMES).ensure().caPem()).isNotEqualTo(first.caPem());
    }

    @Test
    void whoComesSecondUsesTheRootOfWhoCameFirst() throws IOException {
        Authority winner = Authority.create(clock.instant(), new SecureRandom());
        store.rival = Optional.of(winner);

        assertThat(certificates(NAMES).ensure().caPem()).isEqualTo(winner.certificatePem());
    }

    @Test
    void aRootThatWasDeletedComesBackAsItWas() throws IOException {
        Certificates certificates = certificates(NAMES);
        ServerCertificate first = certificates.ensure();
        store.authority = Optional.empty();
        store.leaf = Optional.empty();

        ServerCertificate second = certificates.ensure();

        assertThat(second.caPem()).isEqualTo(first.caPem());
        assertThat(store.authority.orElseThrow().certificatePem()).isEqualTo(first.caPem());
        assertThat(second.certificatePem()).isNotEqualTo(first.certificatePem());
    }

    @Test
    void theMountedFilesAreReadWholeOrNotAtAll(@TempDir Path directory) throws IOException {
        ServerCertificate leaf = certificates(NAMES).ensure();
        TlsFiles files = new TlsFiles(directory);
        Files.writeString(directory.resolve("tls.crt"), leaf.certificatePem());
        Files.writeString(directory.resolve("tls.key"), leaf.keyPem());
        assertThatThrownBy(files::read).isInstanceOf(IOException.class);

        Files.writeString(directory.resolve("ca.crt"), leaf.caPem());

        assertThat(files.read()).isEqualTo(leaf);
    }

    private Certificates certificates(List<String> names) {
        return new Certificates(store, names, clock, new SecureRandom());
    }

    private static final class MemoryStore implements CertificateStore {

        private Optional<Authority> authority = Optional.empty();
        private Optional<Authority> rival = Optional.empty();
        private Optional<ServerCertificate> leaf = Optional.empty();

        @Override
        public Optional<Authority> readAuthority() {
            return authority;
        }

        @Override
        public Authority keepAuthority(Authority fresh) {
            authority = rival.isPresent() ? rival : Optional.of(fresh);
            return authority.orElseThrow();
        }

        @Override
        public Optional<ServerCertificate> readLeaf() {
            return leaf;
        }

        @Override
        public void keepLeaf(ServerCertificate fresh) {
            leaf = Optional.of(fresh);
        }
    }
}
