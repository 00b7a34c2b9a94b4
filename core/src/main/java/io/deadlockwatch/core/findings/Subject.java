package io.deadlockwatch.core.findings;

import java.util.ArrayList;
import java.util.List;

/**
 * What a set of findings is about. Empty lists: it does not say.
 *
 * @param images by tag or digest
 * @param versions as in the label {@code app.kubernetes.io/version}, or revisions of the source
 */
public record Subject(List<String> images, List<String> versions) {

    /** A set that does not say. */
    public static final Subject UNTOLD = new Subject(List.of(), List.of());

    public Subject {
        images = List.copyOf(images);
        versions = List.copyOf(versions);
    }

    /** Whether the set says that it is for this image, or for this version; either may be empty, which fits nothing. */
    public boolean covers(String image, String version) {
        return (!image.isEmpty() && images.contains(image)) || (!version.isEmpty() && versions.contains(version));
    }

    /** What it is for, in words; empty if it does not say. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>(versions);
        all.addAll(images);
        return String.join(", ", all);
    }
}
