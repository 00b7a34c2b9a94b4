package io.deadlockwatch.core.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the results of a run refer to by number or name: files, functions, and what paths are relative to. A run may give its tables after its results, so references
 * are followed when the run has been read.
 */
final class SarifTables {

    /** Where the scanned module is in its repository. */
    private static final String MODULE_ROOT = "%MODULEROOT%";

    /** Bases that a path may be relative to in turn; also ends circles. */
    private static final int MAX_BASES = 8;

    private final JsonCursor json;
    private final SarifLimits limits;
    private final List<SarifAddress> artifacts = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private final Map<String, SarifAddress> bases = new HashMap<>();

    SarifTables(JsonCursor json, SarifLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    void readArtifacts() throws IOException {
        json.array(i -> {
            check(i, "artifacts in a run");
            SarifAddress[] at = {SarifAddress.UNTOLD};
            json.object(name -> {
                if (name.equals("location")) {
                    at[0] = SarifAddress.read(json);
                }
            });
            artifacts.add(at[0]);
        });
    }

    void readFunctions() throws IOException {
        json.array(i -> {
            check(i, "logical locations in a run");
            String[] qualified = {""};
            json.object(name -> {
                if (name.equals("fullyQualifiedName")) {
                    qualified[0] = json.text();
                }
            });
            functions.add(qualified[0]);
        });
    }

    void readBases() throws IOException {
        json.object(id -> {
            check(bases.size(), "base ids in a run");
            bases.put(id, SarifAddress.read(json));
        });
    }

    /**
     * The path of a file. If the run says where the module is, from there on: binaries name files by module, not by repository.
     */
    String file(SarifAddress address) {
        String path = path(address);
        String module = path(bases.getOrDefault(MODULE_ROOT, SarifAddress.UNTOLD));
        return !module.isEmpty() && path.startsWith(module + "/") ? path.substring(module.length() + 1) : path;
    }

    /**
     * Of nested bases each relative one stands before the path; the outermost, an absolute directory of the machine that scanned, does not: it says nothing of where
     * the binary was built.
     */
    private String path(SarifAddress address) {
        SarifAddress found = address;
        if (found.uri().isEmpty() && found.index() >= 0 && found.index() < artifacts.size()) {
            found = artifacts.get(found.index());
        }
        if (found.uri().isEmpty()) {
            return "";
        }
        StringBuilder path = new StringBuilder(found.uri());
        String base = found.base();
        for (int i = 0; i < MAX_BASES && !isAbsolute(path); i++) {
            SarifAddress above = bases.get(base);
            if (above == null || above.uri().isEmpty() || isAbsolute(above.uri())) {
                break;
            }
            path.insert(0, above.uri().endsWith("/") ? "" : "/").insert(0, above.uri());
            base = above.base();
        }
        return SourcePaths.ofUri(path.toString());
    }

    /** The name of a function by number; empty if there is none. */
    String function(int index) {
        return index >= 0 && index < functions.size() ? functions.get(index) : "";
    }

    private void check(int size, String what) throws SarifException {
        if (size >= limits.maxArtifacts()) {
            throw SarifException.tooMany(what, "maxArtifacts", limits.maxArtifacts());
        }
    }

    /** With a scheme or from the root; a letter and a colon is a drive, and as absolute. */
    private static boolean isAbsolute(CharSequence uri) {
        String text = uri.toString();
        int colon = text.indexOf(':');
        return text.startsWith("/") || (colon > 0 && text.substring(0, colon).indexOf('/') < 0);
    }
}
