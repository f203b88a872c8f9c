package io.deliverytracking.broker.conformance.wire;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;

/**
 * Fits a request to a version: every field that the version lacks gets its default back.
 *
 * <p>So a scenario writes a request once, in all the forms that versions know (topic by name and by id, one group and
 * several), and each version carries its own. The codec alone would refuse to write a field that a version lacks.
 *
 * <p>The generated classes are read by reflection: their fields, and what their {@code SCHEMAS} say each version has.
 */
public final class VersionFit {

    private static final Set<String> NOT_ON_THE_WIRE = Set.of("_unknownTaggedFields", "next", "prev");

    private VersionFit() {}

    /** Changes {@code request}, and returns it. */
    public static <M extends Message> M fit(M request, short version) {
        try {
            fitFields(request, version);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The generated class " + request.getClass() + " is not as expected", e);
        }
        return request;
    }

    private static void fitFields(Message message, short version) throws ReflectiveOperationException {
        Schema schema = ((Schema[]) message.getClass().getField("SCHEMAS").get(null))[version];
        if (schema == null) {
            return; // A part that this version has not at all: whoever holds it drops it.
        }
        Set<String> known = names(schema);
        Message defaults = message.getClass().getConstructor().newInstance();
        for (Field field : message.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || NOT_ON_THE_WIRE.contains(field.getName())) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(message);
            if (!known.contains(comparable(field.getName()))) {
                field.set(message, field.get(defaults));
            } else if (value instanceof Message part) {
                fitFields(part, version);
            } else if (value instanceof Collection<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Message nested) {
                        fitFields(nested, version);
                    }
                }
            }
        }
    }

    private static Set<String> names(Schema schema) {
        Set<String> names = new HashSet<>();
        for (BoundField field : schema.fields()) {
            if (field.def.type instanceof TaggedFields tagged) {
                tagged.fields().values().forEach(tag -> names.add(comparable(tag.name)));
            } else {
                names.add(comparable(field.def.name));
            }
        }
        return names;
    }

    /** {@code session_timeout_ms} and {@code sessionTimeoutMs} are one name. */
    private static String comparable(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
