package io.deadlockwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The examples in {@code docs/reference/cli.md} have exactly the members that the command writes. */
class DocumentedJsonTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "cli.md");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    /** Their members are names of states and places. */
    private static final Set<String> MAPS = Set.of("places", "otherStates");

    @Test
    void analyze() throws IOException {
        Set<String> written = members("analyze-json/out");
        written.addAll(members("analyze-json-predicted/out"));

        assertThat(documented("analyze")).isEqualTo(written);
    }

    @Test
    void graph() throws IOException {
        Set<String> written = members("graph-json/out");
        written.addAll(members("graph-json-no-model/out"));

        assertThat(documented("graph")).isEqualTo(written);
    }

    private static Set<String> documented(String name) throws IOException {
        String text = Files.readString(REFERENCE);
        String begin = "<!-- " + name + " -->\n```json\n";
        int from = text.indexOf(begin) + begin.length();
        Set<String> members = new TreeSet<>();
        collect("", new ObjectMapper().readTree(text.substring(from, text.indexOf("```", from))), members);
        return members;
    }

    private static Set<String> members(String golden) throws IOException {
        Set<String> members = new TreeSet<>();
        collect("", new ObjectMapper().readTree(GOLDEN.resolve(golden).toFile()), members);
        return members;
    }

    private static void collect(String path, JsonNode node, Set<String> members) {
        node.properties().forEach(field -> {
            String member = path + "." + field.getKey();
            members.add(member);
            if (!MAPS.contains(field.getKey())) {
                collect(member, field.getValue(), members);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collect(path, element, members));
        }
    }
}
