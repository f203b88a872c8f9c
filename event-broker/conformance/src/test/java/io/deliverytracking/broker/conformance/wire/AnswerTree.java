package io.deliverytracking.broker.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.Records;

/** An answer as a tree of its fields, by the codec's own JSON form; record batches are opened. */
public final class AnswerTree {

    private AnswerTree() {}

    public static JsonNode of(ApiMessage answer, short version) {
        JsonNode tree = json(answer, version);
        if (answer instanceof FetchResponseData fetched) {
            openRecords(fetched, tree);
        } else if (answer instanceof ApiVersionsResponseData) {
            nameKeys((ObjectNode) tree);
        }
        return tree;
    }

    /** A key that only one broker has is to shift no other: so they are fields, by their names. */
    private static void nameKeys(ObjectNode tree) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (JsonNode key : tree.get("apiKeys")) {
            ObjectNode versions = key.deepCopy();
            named.set(ApiKeys.forId(versions.remove("apiKey").intValue()).name, versions);
        }
        tree.set("apiKeys", named);
    }

    private static JsonNode json(ApiMessage answer, short version) {
        try {
            return (JsonNode) Class.forName(answer.getClass().getName() + "JsonConverter")
                    .getMethod("write", answer.getClass(), short.class)
                    .invoke(null, answer, version);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("No JSON form of " + answer.getClass(), e);
        }
    }

    private static void openRecords(FetchResponseData fetched, JsonNode tree) {
        for (int topic = 0; topic < fetched.responses().size(); topic++) {
            List<FetchResponseData.PartitionData> partitions =
                    fetched.responses().get(topic).partitions();
            for (int i = 0; i < partitions.size(); i++) {
                ObjectNode partition = (ObjectNode)
                        tree.get("responses").get(topic).get("partitions").get(i);
                partition.remove("recordsSizeInBytes");
                partition.set(
                        "records", RecordTree.of((Records) partitions.get(i).records()));
            }
        }
    }
}
