package io.deliverytracking.broker.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deliverytracking.broker.conformance.script.Peer;
import io.deliverytracking.broker.conformance.wire.WireClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** What a broker does with a malformed request: closes the connection, or answers. */
final class MalformedOutcome {

    private static final int SILENCE_MS = 1_500;

    private MalformedOutcome() {}

    static JsonNode of(Peer peer, MalformedRequests.Case malformed) throws IOException {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode();
        try (WireClient client = new WireClient(peer.port(), SILENCE_MS)) {
            client.write(malformed.bytes());
            client.receiveFrame();
            outcome.put("outcome", "answered");
        } catch (EOFException | SocketException e) {
            outcome.put("outcome", "closed");
        } catch (SocketTimeoutException e) {
            outcome.put("outcome", "neither answered nor closed");
        }
        // Whatever it did, it did to that connection only.
        peer.advertised();
        return outcome;
    }
}
