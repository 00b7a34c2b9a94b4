package io.deadlockwatch.operator.policy;

import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
        List<Predicate<FindingSource>> strongestFirst = List.of(
                set -> !digest.isEmpty() && names(set, named -> named.digest().equals(digest)),
                set -> !image.tag().isEmpty()
                        && names(
                                set,
                                named -> named.digest().isEmpty()
                                        && named.tag().equals(image.tag())
                                        && named.repository().equals(image.repository())),
                set -> !version.isEmpty() && set.versions().contains(version) && isAboutService(set, image));
        for (Predicate<FindingSource> fits : strongestFirst) {
            Optional<FindingSource> found = newestFirst.stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return new FindingChoice(found, true);
            }
        }
        return new FindingChoice(
                newestFirst.stream().filter(set -> isAboutService(set, image)).findFirst(), false);
    }

    /** A set that names no image may be about any service of the namespace. */
    private static boolean isAboutService(FindingSource set, ImageName image) {
        return set.images().isEmpty() || names(set, named -> named.repository().equals(image.repository()));
    }

    private static boolean names(FindingSource set, Predicate<ImageName> fits) {
        return set.images().stream().map(ImageName::parse).anyMatch(fits);
    }
}
