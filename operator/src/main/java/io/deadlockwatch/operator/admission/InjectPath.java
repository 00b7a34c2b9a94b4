package io.deadlockwatch.operator.admission;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path at which the API server asks: {@code /inject/NAMESPACE/WATCH}, and {@code /ROOM} behind it in namespaces that bound resources.
 *
 * @param namespace of the watch
 * @param watch its name
 */
record InjectPath(String namespace, String watch, Optional<SamplerRoom> room) {

    private static final Pattern PATH =
            Pattern.compile("/inject/([a-z0-9-]{1,63})/([a-z0-9.-]{1,253})(?:/([a-z0-9-]{1,128}))?");

    /** What a path says; empty if it is none of ours. */
    static Optional<InjectPath> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(new InjectPath(
                        matcher.group(1),
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3)).flatMap(SamplerRoom::parse)))
                : Optional.empty();
    }
}
