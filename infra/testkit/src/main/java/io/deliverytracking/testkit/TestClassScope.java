package io.deliverytracking.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** Where fixtures of a whole test class are kept. */
final class TestClassScope {
    private TestClassScope() {}

    /** The context of the outermost class: nested classes share its fixtures. */
    static ExtensionContext of(ExtensionContext context) {
        ExtensionContext scope = context;
        while (scope.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            scope = scope.getParent().get();
        }
        return scope;
    }
}
