package io.deadlockwatch.operator.policy;

import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import java.util.List;
import java.util.Optional;

/**
 * Which set of findings is about a pod: by image digest, then by tag, then by version label; else the newest of another build of the same service. Where several fit,
 * the newest.
 */
final class FindingChooser {

    private static final String VERSION_LABEL = "app.kubernetes.io/version";

    private FindingChooser() {}

    /**
     * The findings for the container of a pod that is watched.
     *
     * @param newestFirst the sets of the pod's namespace
     */
    static FindingChoice choose(List<FindingSource> newestFirst, PodInfo pod, Optional<ContainerInfo> target) {
        ImageName image = ImageName.parse(target.map(ContainerInfo::image).orElse(""));
        String digest = target.map(ContainerInfo::imageDigest)
                .filter(known -> !known.isEmpty())
                .orElse(image.digest());
        String version = pod.labels().getOrDefault(VERSION_LABEL, "");
        FindingSource best = null;
        Fit bestFit = Fit.NONE;
        for (FindingSource set : newestFirst) {
            Fit fit = fit(set, image, digest, version);
            if (fit.compareTo(bestFit) > 0) {
                best = set;
                bestFit = fit;
            }
        }
        return new FindingChoice(Optional.ofNullable(best), bestFit.compareTo(Fit.SERVICE) > 0);
    }

    /** How a set fits a pod, weakest first; all but the first two say that it is of the same build. */
    private enum Fit {
        NONE,
        SERVICE,
        VERSION,
        TAG,
        DIGEST
    }

    private static Fit fit(FindingSource set, ImageName image, String digest, String version) {
        // A set that names no image may be about any service of the namespace.
        boolean sameService = set.images().isEmpty();
        boolean sameTag = false;
        for (ImageName named : set.images()) {
            if (!digest.isEmpty() && named.digest().equals(digest)) {
                return Fit.DIGEST;
            }
            boolean sameRepository = named.repository().equals(image.repository());
            sameService |= sameRepository;
            sameTag |= sameRepository
                    && !image.tag().isEmpty()
                    && named.digest().isEmpty()
                    && named.tag().equals(image.tag());
        }
        if (sameTag) {
            return Fit.TAG;
        }
        if (!sameService) {
            return Fit.NONE;
        }
        return !version.isEmpty() && set.versions().contains(version) ? Fit.VERSION : Fit.SERVICE;
    }
}
