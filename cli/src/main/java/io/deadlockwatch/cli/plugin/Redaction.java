package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.cluster.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a support bundle what is nobody else's business: payloads, whatever kubectl remembers of an applied file, values of arguments in stacks, and what looks like a
 * credential. Environment variables and volumes of pods never get here in the first place.
 */
final class Redaction {

    private static final String CUT = "(cut)";

    /** Members that are left out wherever they are. */
    private static final Set<String> LEFT_OUT = Set.of("managedFields", "inline", "model", "annotations");

    /** {@code main.f(0xc000123, {0x45, 0x2})}: what is between the parentheses of a frame with numbers in it. */
    private static final Pattern ARGUMENTS = Pattern.compile("\\([^()\\n]*0x[0-9a-f]+[^()\\n]*\\)");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern JWT = Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@]*):[^/\\s@]+@");
    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(password|passwd|secret|token|api[_-]?key)(\"?\\s*[=:]\\s*\"?)[^\\s\",;]{4,}");

    private Redaction() {}

    static @Nullable Object of(Tree tree) {
        return value(tree.value());
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> kept = new LinkedHashMap<>();
                map.forEach((name, member) -> {
                    if (!LEFT_OUT.contains(String.valueOf(name))) {
                        kept.put(String.valueOf(name), value(member));
                    }
                });
                yield kept;
            }
            case List<?> list -> {
                List<@Nullable Object> kept = new ArrayList<>();
                list.forEach(item -> kept.add(value(item)));
                yield kept;
            }
            case String text -> text(text);
            case null, default -> value;
        };
    }

    static byte[] text(byte[] utf8) {
        return text(new String(utf8, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    static String text(String text) {
        String clean = ARGUMENTS.matcher(text).replaceAll("(...)");
        clean = JWT.matcher(clean).replaceAll(CUT);
        clean = BEARER.matcher(clean).replaceAll("$1 " + CUT);
        clean = IN_URL.matcher(clean).replaceAll("$1:" + CUT + "@");
        return NAMED.matcher(clean).replaceAll("$1$2" + CUT);
    }
}
