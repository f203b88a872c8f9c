package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import io.deliverytracking.broker.simulation.fuzz.FuzzedBroker;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.utils.ImplicitLinkedHashCollection;

/** Requests of an API in one version with something in every field that this version has: what a fuzzer begins with. */
final class FilledRequests {

    private static final long TIMESTAMP_MS = 1_700_000_000_000L;
    private static final int MOST_DEPTH = 5;

    private final ApiKeys api;
    private final short version;
    private final ApiMessage root;

    private FilledRequests(ApiKeys api, short version) {
        this.api = api;
        this.version = version;
        this.root = api.messageType.newRequest();
    }

    /** A whole frame, its length included, with an empty request. */
    static byte[] emptyFrame(ApiKeys api, short version) {
        return frame(api, version, api.messageType.newRequest());
    }

    /** A whole frame with a filled one. */
    static byte[] filledFrame(ApiKeys api, short version) {
        FilledRequests filled = new FilledRequests(api, version);
        filled.fill(filled.root, 0);
        return frame(api, version, filled.root);
    }

    /** Both for every version of every API. */
    static List<byte[]> allFrames(Collection<ApiHandler<?, ?>> handlers) {
        List<byte[]> frames = new ArrayList<>();
        for (ApiHandler<?, ?> handler : handlers) {
            for (short version = handler.lowestVersion(); version <= handler.highestVersion(); version++) {
                frames.add(emptyFrame(handler.apiKey(), version));
                frames.add(filledFrame(handler.apiKey(), version));
            }
        }
        return frames;
    }

    private static byte[] frame(ApiKeys api, short version, ApiMessage request) {
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(version)
                .setCorrelationId(7)
                .setClientId("fuzz");
        ByteBuffer content = RequestUtils.serialize(header, api.requestHeaderVersion(version), request, version);
        return ByteBuffer.allocate(Integer.BYTES + content.remaining())
                .putInt(content.remaining())
                .put(content)
                .array();
    }

    /** Sets one field after the other, and takes back what this version cannot carry. */
    private void fill(Message message, int depth) {
        Method[] methods = message.getClass().getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method setter : methods) {
            if (!setter.getName().startsWith("set") || setter.getParameterCount() != 1) {
                continue;
            }
            try {
                Object before = message.getClass().getMethod(getterOf(setter)).invoke(message);
                Object value = value(setter.getGenericParameterTypes()[0]);
                if (value == null) {
                    continue;
                }
                setter.invoke(message, value);
                if (!isWritable()) {
                    setter.invoke(message, before);
                } else if (depth < MOST_DEPTH && value instanceof Collection<?> elements) {
                    for (Object element : elements) {
                        if (element instanceof Message nested) {
                            fill(nested, depth + 1);
                        }
                    }
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(setter + " of " + api, e);
            }
        }
    }

    private static String getterOf(Method setter) {
        String name = setter.getName().substring("set".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private boolean isWritable() {
        try {
            frame(api, version, root);
            return true;
        } catch (RuntimeException e) { // a field that this version does not have
            return false;
        }
    }

    private static Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list && Collection.class.isAssignableFrom((Class<?>) list.getRawType())) {
            Object element = value(list.getActualTypeArguments()[0]);
            return element == null ? null : new ArrayList<>(List.of(element));
        }
        if (!(type instanceof Class<?> plain)) {
            return null;
        }
        if (ImplicitLinkedHashCollection.class.isAssignableFrom(plain)) {
            return collection(plain);
        }
        if (Message.class.isAssignableFrom(plain)) {
            return plain.getConstructor().newInstance();
        }
        return scalar(plain);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the elements of a generated collection are of its own type
    private static Object collection(Class<?> type) throws ReflectiveOperationException {
        ImplicitLinkedHashCollection all =
                (ImplicitLinkedHashCollection) type.getConstructor().newInstance();
        Type element = ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments()[0];
        all.add((ImplicitLinkedHashCollection.Element) value(element));
        return all;
    }

    private static Object scalar(Class<?> type) {
        if (type == String.class) {
            return FuzzedBroker.TOPIC;
        }
        if (type == int.class || type == Integer.class) {
            return 1;
        }
        if (type == short.class || type == Short.class) {
            return (short) 1;
        }
        if (type == byte.class || type == Byte.class) {
            return (byte) 1;
        }
        if (type == long.class || type == Long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == double.class) {
            return 1.0;
        }
        if (type == Uuid.class) {
            return new Uuid(1, 2);
        }
        if (type == byte[].class) {
            return new byte[] {0, 1};
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(new byte[] {0, 1});
        }
        if (type == BaseRecords.class) {
            return new RecordBatchBuilder()
                    .add(TIMESTAMP_MS, new byte[] {1}, new byte[] {2})
                    .build()
                    .toRecords();
        }
        return null;
    }
}
