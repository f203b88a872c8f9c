package io.deliverytracking.console.pipeline;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the pipeline. */
@Path("/api/pipeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "pipeline", description = "All parts of the pipeline at one moment")
public class PipelineResource {

    private final PipelineCollector collector;

    PipelineResource(PipelineCollector collector) {
        this.collector = collector;
    }

    @GET
    @Operation(
            operationId = "pipeline",
            summary = "States and figures of all parts",
            description =
                    "Collected once a second for all who ask. A part that does not answer is away, and its figures"
                            + " are absent; the answer itself is always there.")
    public CompletionStage<PipelineView> pipeline() {
        return collector.picture();
    }
}
