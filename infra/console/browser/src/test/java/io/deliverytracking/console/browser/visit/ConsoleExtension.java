package io.deliverytracking.console.browser.visit;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.deliverytracking.console.browser.chromium.Chromium;
import io.deliverytracking.console.browser.chromium.InstalledChromium;
import io.deliverytracking.console.browser.pipeline.Pipeline;
import io.deliverytracking.testkit.RequiredTools;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Does what {@link ConsoleTest} promises. The root store closes browser and pipeline after the last class. */
final class ConsoleExtension implements BeforeAllCallback, ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ConsoleExtension.class);

    /** Patience of each wait for a page; a slow machine starts a service within it. */
    private static final int PATIENCE_MS = 60_000;

    @Override
    public void beforeAll(ExtensionContext context) {
        // Before anything is started for nothing.
        RequiredTools.assumeTool(
                InstalledChromium.NAMES.get(0),
                InstalledChromium.NAMES.stream().skip(1).toArray(String[]::new));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Pipeline.class || type == Visitor.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pipeline.class ? pipeline(context) : visitor(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional.ofNullable(context.getStore(NAMESPACE).remove(Visitor.class, Visitor.class))
                .ifPresent(visitor -> visitor.leave(
                        context.getExecutionException().isPresent(),
                        context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName()));
    }

    private static Visitor visitor(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        Visitor.class,
                        key -> new Visitor(chromium(context), pipeline(context).address(), PATIENCE_MS),
                        Visitor.class);
    }

    private static Pipeline pipeline(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Pipeline.class, key -> Pipeline.start(), Pipeline.class);
    }

    private static Chromium chromium(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Chromium.class, key -> Chromium.start(executable()), Chromium.class);
    }

    private static Path executable() {
        return RequiredTools.assumeTool(
                InstalledChromium.NAMES.get(0),
                InstalledChromium.NAMES.stream().skip(1).toArray(String[]::new));
    }
}
