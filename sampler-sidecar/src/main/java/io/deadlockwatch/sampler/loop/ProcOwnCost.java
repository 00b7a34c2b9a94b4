package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SamplerCost;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What Linux says in {@code /proc/self/status} ({@code VmRSS}, in kB) and in the process's own times. Elsewhere nothing is known. */
public final class ProcOwnCost implements OwnCost {

    private static final String STATUS = "/proc/self/status";
    private static final String RESIDENT = "\nVmRSS:";
    private static final int STATUS_BYTES = 8_192;
    private static final long KILO = 1_024;

    @Override
    public SamplerCost now() {
        long cpuMillis = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
        return new SamplerCost(cpuMillis, residentBytes());
    }

    private static long residentBytes() {
        try (InputStream in = new FileInputStream(STATUS)) {
            return residentBytes(new String(in.readNBytes(STATUS_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return 0;
        }
    }

    /** From {@code VmRSS:    53216 kB}; 0 if there is no such line. */
    static long residentBytes(String status) {
        int from = status.indexOf(RESIDENT);
        if (from < 0) {
            return 0;
        }
        long kilobytes = 0;
        boolean digits = false;
        for (int i = from + RESIDENT.length(); i < status.length() && status.charAt(i) != '\n'; i++) {
            int digit = status.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = true;
                kilobytes = 10 * kilobytes + digit;
            } else if (digits) {
                break;
            }
        }
        return kilobytes * KILO;
    }
}
