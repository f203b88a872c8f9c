package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.persistence.query.DeadLetterEntity;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Records that could not become rows. Keys and values are Base64. */
@ApplicationScoped
@Path("/dead-letters")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "dead letters")
@WithSession
public class DeadLetterResource {
    private final QueryBounds bounds;

    DeadLetterResource(QueryBounds bounds) {
        this.bounds = bounds;
    }

    @GET
    @Operation(summary = "The latest dead letters, newest first")
    public Uni<List<DeadLetterEntity>> latest(@QueryParam("limit") @Nullable Integer limit) {
        return DeadLetterEntity.latest(bounds.limit(limit));
    }

    @GET
    @Path("/{topicId}/{partition}/{offset}")
    @Operation(summary = "One dead letter, by the record that it was")
    public Uni<DeadLetterEntity> one(
            @PathParam("topicId") UUID topicId,
            @PathParam("partition") int partition,
            @PathParam("offset") long offset) {
        return DeadLetterEntity.<DeadLetterEntity>findById(new DeadLetterEntity.Key(topicId, partition, offset))
                .onItem()
                .ifNull()
                .failWith(() ->
                        Problem.notFound("record " + offset + " of partition " + partition + " is no dead letter"));
    }
}
