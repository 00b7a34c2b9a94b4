package io.deadlockwatch.operator.canary.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.canary.CanaryQuestion;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The endpoints, from a complete request to its answer; knows nothing of sockets. May wait for as long as the request asks for.
 *
 * <p>Whatever goes wrong is no verdict and no 2xx: Argo counts it as an error of measurement and asks again, Flagger waits, and nobody rolls back.
 */
public final class CanaryApi {

    private static final Logger LOG = Logger.getLogger(CanaryApi.class);
    private static final String VERDICT = "/v1/canary/verdict";
    private static final String FLAGGER = "/v1/canary/flagger/";

    private final Oracle oracle;
    private final AccessRule access;
    private final FlaggerTargets targets;
    private final CanaryMeter meter;
    private final ObjectMapper json;

    public CanaryApi(Oracle oracle, AccessRule access, FlaggerTargets targets, CanaryMeter meter, ObjectMapper json) {
        this.oracle = oracle;
        this.access = access;
        this.targets = targets;
        this.meter = meter;
        this.json = json;
    }

    CanaryResponse handle(CanaryRequest request) {
        boolean wantsText = request.path().startsWith(FLAGGER);
        try {
            return route(request);
        } catch (BadRequestException e) {
            return refusal(wantsText, CanaryResponse.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return refusal(wantsText, CanaryResponse.UNAVAILABLE, "the operator is stopping");
        } catch (IOException | RuntimeException e) {
            LOG.error("a request for a verdict could not be handled", e);
            return refusal(wantsText, CanaryResponse.INTERNAL, "internal error");
        }
    }

    private CanaryResponse route(CanaryRequest request) throws BadRequestException, InterruptedException, IOException {
        Optional<FlaggerHook> hook = request.path().startsWith(FLAGGER)
                ? FlaggerHook.at(request.path().substring(FLAGGER.length()))
                : Optional.empty();
        if (hook.isEmpty() && !request.path().equals(VERDICT)) {
            return CanaryResponse.text(CanaryResponse.NOT_FOUND, "not found");
        }
        String method = hook.isPresent() ? "POST" : "GET";
        if (!request.method().equals(method)) {
            return refusal(hook.isPresent(), CanaryResponse.METHOD_NOT_ALLOWED, "use " + method);
        }
        if (!access.allows(request.authorization())) {
            return refusal(hook.isPresent(), CanaryResponse.UNAUTHORIZED, "the token is missing or wrong");
        }
        Parameters parameters = new Parameters(request.parameters());
        return hook.isPresent() ? hook(hook.get(), parameters, request.body()) : verdict(parameters);
    }

    private CanaryResponse verdict(Parameters parameters)
            throws BadRequestException, InterruptedException, JsonProcessingException {
        CanaryQuestion question = parameters.exactQuestion();
        Duration wait = parameters.waiting();
        Client client = parameters.client();
        return switch (oracle.ask(question, wait)) {
            case Asked.NotReady notReady -> refusal(false, CanaryResponse.UNAVAILABLE, notReady.why());
            case Asked.Unknown unknown -> refusal(false, CanaryResponse.NOT_FOUND, unknown.why());
            case Asked.Judged judged -> {
                String body = json.writeValueAsString(VerdictReply.of(judged));
                meter.verdict(Outcome.of(judged.verdict()), client);
                yield new CanaryResponse(CanaryResponse.OK, true, body);
            }
        };
    }

    private CanaryResponse hook(FlaggerHook hook, Parameters parameters, byte[] body)
            throws BadRequestException, InterruptedException {
        FlaggerCall call = FlaggerCall.parse(body, json);
        Duration wait = parameters.waiting();
        String workload = parameters.optionalWorkload().or(call::workload).orElse("");
        // Checks the names before they go into a request to the API server.
        CanaryQuestion question = parameters.question(call.namespace(), workload.isEmpty() ? call.name() : workload);
        if (workload.isEmpty()) {
            try {
                question = parameters.question(call.namespace(), targets.target(call.namespace(), call.name()));
            } catch (IOException e) {
                return CanaryResponse.text(CanaryResponse.NOT_FOUND, String.valueOf(e.getMessage()));
            }
        }
        return switch (oracle.ask(question, wait)) {
            case Asked.NotReady notReady -> CanaryResponse.text(CanaryResponse.UNAVAILABLE, notReady.why());
            case Asked.Unknown unknown -> CanaryResponse.text(CanaryResponse.NOT_FOUND, unknown.why());
            case Asked.Judged judged -> {
                Outcome outcome = Outcome.of(judged.verdict());
                int status = hook.agrees(judged.verdict()) ? CanaryResponse.OK : CanaryResponse.CONFLICT;
                CanaryResponse answer =
                        CanaryResponse.text(status, outcome.label() + ": " + CanaryWords.sentence(judged));
                meter.verdict(outcome, Client.FLAGGER);
                yield answer;
            }
        };
    }

    private CanaryResponse refusal(boolean wantsText, int status, String sentence) {
        if (wantsText) {
            return CanaryResponse.text(status, sentence);
        }
        try {
            return new CanaryResponse(status, true, json.writeValueAsString(Map.of("error", sentence)));
        } catch (JsonProcessingException _) {
            return CanaryResponse.text(status, sentence);
        }
    }
}
