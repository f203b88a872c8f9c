package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.persistence.query.DeadLetterEntity;
import io.deliverytracking.dbwriter.persistence.query.DeadLetterSummary;
import io.deliverytracking.service.rest.Problem;
import io.deliverytracking.service.rest.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Records that could not become rows. Keys and values are Base64. */
@ApplicationScoped
@Path("/api/dead-letters")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "dead letters")
@WithSession
public class DeadLetterResource {
    private final QueryBounds bounds;

    DeadLetterResource(QueryBounds bounds) {
        this.bounds = bounds;
    }

    @GET
    @Operation(summary = "The latest dead letters, newest first, without what the records held")
    public Uni<List<DeadLetterSummary>> latest(
            @QueryParam("limit") @Parameter(schema = @Schema(implementation = Integer.class)) @Nullable String limit) {
        return DeadLetterEntity.latest(bounds.limit(limit));
    }

    @GET
    @Path("/{topicId}/{partition}/{offset}")
    @Operation(summary = "One dead letter, by the record that it was")
    public Uni<DeadLetterEntity> one(
            @PathParam("topicId") @Parameter(schema = @Schema(implementation = UUID.class)) String topicId,
            @PathParam("partition") @Parameter(schema = @Schema(implementation = Integer.class)) String partition,
            @PathParam("offset") @Parameter(schema = @Schema(implementation = Long.class)) String offset) {
        DeadLetterName name = DeadLetterPath.name(topicId, partition, offset);
        DeadLetterEntity.Key record = new DeadLetterEntity.Key(name.topicId(), name.partition(), name.offset());
        return DeadLetterEntity.<DeadLetterEntity>findById(record)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound(
                        "record " + offset + " of partition " + partition + " is no dead letter"));
    }
}
