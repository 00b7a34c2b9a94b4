package io.deadlockwatch.operator.canary.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What Flagger posts: {@code {"name", "namespace", "phase", "checksum", "metadata": {}}}, of which the first two and {@code metadata.workload} matter.
 *
 * @param name of the Canary
 * @param workload the user's own word on what it targets
 */
record FlaggerCall(String name, String namespace, Optional<String> workload) {

    static FlaggerCall parse(byte[] body, ObjectMapper json) throws BadRequestException {
        JsonNode root = read(body, json);
        String name = root.path("name").asText("");
        String namespace = root.path("namespace").asText("");
        if (name.isEmpty() || namespace.isEmpty()) {
            throw new BadRequestException("this is no Flagger webhook: name and namespace of the Canary are missing");
        }
        String workload = root.path("metadata").path("workload").asText("");
        return new FlaggerCall(name, namespace, Optional.of(workload).filter(text -> !text.isEmpty()));
    }

    private static JsonNode read(byte[] body, ObjectMapper json) throws BadRequestException {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadRequestException("this is no Flagger webhook: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadRequestException("this is no Flagger webhook: " + e.getMessage());
        }
    }
}
