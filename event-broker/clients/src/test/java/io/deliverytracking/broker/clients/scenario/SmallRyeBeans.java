package io.deliverytracking.broker.clients.scenario;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaCDIEvents;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a container would give the connector: beans, each known by its identifier, or none. Immutable.
 *
 * @param <T> their type
 */
final class SmallRyeBeans<T> implements Instance<T> {

    private final Map<String, T> byIdentifier;

    private SmallRyeBeans(Map<String, T> byIdentifier) {
        this.byIdentifier = new TreeMap<>(byIdentifier);
    }

    static <T> SmallRyeBeans<T> none() {
        return new SmallRyeBeans<>(Map.of());
    }

    static <T> SmallRyeBeans<T> of(String identifier, T bean) {
        return new SmallRyeBeans<>(Map.of(identifier, bean));
    }

    /** Events that nobody observes. */
    static KafkaCDIEvents withoutEvents() {
        return new KafkaCDIEvents() {
            @Override
            public Event<Consumer<?, ?>> consumer() {
                return unobserved();
            }

            @Override
            public Event<Producer<?, ?>> producer() {
                return unobserved();
            }
        };
    }

    @SuppressWarnings("unchecked") // Of any type, since it does nothing.
    private static <E> Event<E> unobserved() {
        return (Event<E>) Proxy.newProxyInstance(
                SmallRyeBeans.class.getClassLoader(), new Class<?>[] {Event.class}, (event, method, arguments) -> null);
    }

    @Override
    public Instance<T> select(Annotation... qualifiers) {
        Map<String, T> selected = new TreeMap<>(byIdentifier);
        for (Annotation qualifier : qualifiers) {
            selected.keySet()
                    .removeIf(identifier -> !(qualifier instanceof Identifier wanted)
                            || !wanted.value().equals(identifier));
        }
        return new SmallRyeBeans<>(selected);
    }

    @Override
    public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
        throw new UnsupportedOperationException("by type: " + subtype);
    }

    @Override
    public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
        throw new UnsupportedOperationException("by type: " + subtype);
    }

    @Override
    public boolean isUnsatisfied() {
        return byIdentifier.isEmpty();
    }

    @Override
    public boolean isAmbiguous() {
        return byIdentifier.size() > 1;
    }

    @Override
    public T get() {
        return iterator().next();
    }

    @Override
    public Iterator<T> iterator() {
        return List.copyOf(byIdentifier.values()).iterator();
    }

    @Override
    public void destroy(T bean) {
        throw new UnsupportedOperationException("these beans live as long as the test");
    }

    @Override
    public Handle<T> getHandle() {
        throw new UnsupportedOperationException("by handle");
    }

    @Override
    public Iterable<? extends Handle<T>> handles() {
        throw new UnsupportedOperationException("by handle");
    }
}
