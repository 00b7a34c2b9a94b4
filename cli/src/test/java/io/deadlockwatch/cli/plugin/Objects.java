package io.deadlockwatch.cli.plugin;

/** Objects as the operator writes them. */
final class Objects {

    static final String WATCH = """
            {"kind":"DeadlockWatch","metadata":{"name":"orders","namespace":"shop","managedFields":[{"manager":"x"}]},
             "spec":{"selector":{"matchLabels":{"app":"orders"}},"sampling":{"pauseBudget":"50ms"}},
             "status":{"coveragePercent":90,"pods":{"matched":20,"observed":18,"unobserved":2,"outdated":5},
              "gaps":[{"reason":"NotInjected","pods":2,"example":"orders-x2x","message":"created before the webhook; kubectl rollout restart deploy/orders"}],
              "revisions":[{"revision":"7d9f","pods":20,"observed":18,"findingSet":"orders-1.4.2"}],
              "conditions":[{"type":"Ready","status":"True","reason":"Watching","message":"fine"},
               {"type":"Conflict","status":"False","reason":"None","message":"fine"},
               {"type":"Covered","status":"False","reason":"Gaps","message":"two pods are not observed"}]}}""";

    private Objects() {}

    static String incident(String name, String verdict, int goroutines, String more) {
        return """
                {"kind":"BlockingIncident","metadata":{"name":"%s","namespace":"shop"},
                 "spec":{"watch":"orders","workload":{"kind":"Deployment","name":"orders"},"site":"main.send|chan send"%s},
                 "status":{"state":"Open","verdict":"%s","confidencePercent":{"total":93,"symbol":100,"path":90,"context":80},
                  "evidence":["Persistent","StaticMatch","Telepathy"],"goroutines":%d,"podsAffected":1,
                  "location":{"function":"main.send","file":"/src/bugs/bug.go","line":61,"waitReason":"chan send"},
                  "pods":[{"name":"orders-x2x","revision":"7d9f","goroutines":%d}],"firstSeen":"2026-11-21T19:00:00Z","episodes":2,
                  "stack":"[chan send]:\\nmain.send(...)\\n\\t/src/bugs/bug.go:61\\n","waitFor":"goroutine 7 waits for 8"}}""".formatted(name, more, verdict, goroutines, goroutines);
    }

    static String suppressed(String until) {
        return ",\"suppress\":{\"reason\":\"known\",\"until\":\"" + until + "\"}";
    }
}
