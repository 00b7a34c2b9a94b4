package io.deadlockwatch.operator.canary.http;

import java.util.Map;

/**
 * A request, complete.
 *
 * @param parameters of the query, decoded
 * @param authorization the header; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
record CanaryRequest(String method, String path, Map<String, String> parameters, String authorization, byte[] body) {}
