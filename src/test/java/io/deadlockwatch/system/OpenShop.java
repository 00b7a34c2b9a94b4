package io.deadlockwatch.system;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the {@link Shop}; the first to ask installs the chart and opens it, once a run. Prints a line for each fault, with the time until all was well again. */
final class OpenShop implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace BEGUN = ExtensionContext.Namespace.create(OpenShop.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shop.class, _ -> Shop.open(Installed.cluster(context)), Shop.class);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(BEGUN).put(context.getUniqueId(), System.nanoTime());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        long begun = context.getStore(BEGUN).remove(context.getUniqueId(), long.class);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        System.out.printf(
                "%s: %s %s, %d s%n",
                context.getExecutionException().isEmpty() ? "held" : "FAILED",
                context.getRequiredTestClass().getSimpleName(),
                context.getRequiredTestMethod().getName(),
                seconds);
    }
}
