package io.deliverytracking.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Resolves the parameters promised by {@link DeliveryBroker}: one broker a top-level test class, started at first use
 * and closed after the class.
 */
public final class BrokerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedBroker.class || type == LogClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext scope = TestClassScope.of(context);
        EmbeddedBroker broker = scope.getStore(NAMESPACE)
                .computeIfAbsent(
                        EmbeddedBroker.class, key -> EmbeddedBroker.start(properties(scope)), EmbeddedBroker.class);
        return parameter.getParameter().getType() == LogClient.class ? broker.client() : broker;
    }

    private static Map<String, String> properties(ExtensionContext scope) {
        Map<String, String> properties = new LinkedHashMap<>();
        AnnotationSupport.findAnnotation(scope.getRequiredTestClass(), DeliveryBroker.class)
                .ifPresent(annotation -> {
                    for (String property : annotation.properties()) {
                        int equals = property.indexOf('=');
                        properties.put(property.substring(0, equals), property.substring(equals + 1));
                    }
                });
        return properties;
    }
}
