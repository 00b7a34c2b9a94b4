package io.deadlockwatch.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C and {@code kill}: both make the JVM shut down, which runs a hook. The hook lets the command write its summary and then ends the process with the command's exit
 * code, where the JVM alone would say 130.
 */
final class ShutdownInterrupts implements Interrupts {

    /** Longer than any fetch takes that is under way; a summary that is blocked by a full pipe is given up. */
    private static final int SECONDS = 12;

    @Override
    public Ending on(Runnable stop) {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stop, ended), "interrupt"));
        return ended::complete;
    }

    private static void finish(Runnable stop, CompletableFuture<Integer> ended) {
        if (ended.isDone()) {
            return;
        }
        stop.run();
        try {
            Runtime.getRuntime().halt(ended.get(SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            Runtime.getRuntime().halt(ExitCodes.ERROR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
