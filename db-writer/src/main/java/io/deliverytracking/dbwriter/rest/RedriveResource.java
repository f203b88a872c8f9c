package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.DeadLetterState;
import io.deliverytracking.dbwriter.domain.RedriveSelection;
import io.deliverytracking.dbwriter.kafka.DeadLetterRedrive;
import io.deliverytracking.dbwriter.kafka.DeadLetterRedrive.Refusal;
import io.deliverytracking.dbwriter.kafka.DeadLetterRedrive.Result;
import io.deliverytracking.service.rest.Parameters;
import io.deliverytracking.service.rest.Problem;
import io.deliverytracking.service.rest.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dead letters sent to their topics again. Blocks a worker thread while the log acknowledges. */
@ApplicationScoped
@Path("/api/dead-letters")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "dead letters")
@Blocking
public class RedriveResource {
    private final DeadLetterRedrive redrive;
    private final int maxBatch;
    private final int maxAttempts;

    RedriveResource(DeadLetterRedrive redrive, DbWriterConfig config) {
        this.redrive = redrive;
        this.maxBatch = config.deadLetters().redriveMaxBatch();
        this.maxAttempts = config.deadLetters().redriveMaxAttempts();
    }

    /**
     * Which letters to send; what is absent selects all.
     *
     * @param topic those of this topic
     * @param reason those with this reason, such as BROKEN_BYTES
     * @param limit at most so many, the oldest first
     * @param force also those that are under way, or were re-driven too often
     */
    public record Which(
            @Nullable String topic,
            @Nullable String reason,
            @Nullable Integer limit,
            @Nullable Boolean force) {}

    /**
     * What was done, and what the selection holds now.
     *
     * @param sent acknowledged by the log
     * @param failed taken but not acknowledged; they wait again
     * @param waiting still to be sent, beyond the limit or failed
     * @param underWay sent, and not yet read again
     * @param exhausted left out because they were re-driven too often
     * @param topicGone left out because their topic was deleted or made anew
     */
    public record Redriven(int sent, int failed, long waiting, long underWay, long exhausted, long topicGone) {}

    @POST
    @Path("/redrive")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sends waiting dead letters to their topics again, all or those selected",
            description = "A record that fails again becomes a new letter that counts on. However often a letter is"
                    + " sent, at most one of its records is stored. 503 if the log takes none of them.")
    public Redriven redrive(@Nullable Which body) throws SQLException {
        Which which = body == null ? new Which(null, null, null, null) : body;
        int limit = which.limit() == null ? maxBatch : which.limit();
        if (limit < 1 || limit > maxBatch) {
            throw ProblemException.badRequest("limit must lie within 1 and " + maxBatch);
        }
        RedriveSelection selection = new RedriveSelection(null, which.topic(), which.reason());
        return view(answered(() -> redrive.redrive(selection, Boolean.TRUE.equals(which.force()), limit)));
    }

    @POST
    @Path("/{topicId}/{partition}/{offset}/redrive")
    @Operation(
            summary = "Sends one dead letter to its topic again",
            description = "404 if there is no such letter. 409 if it is under way or was re-driven too often, which"
                    + " force overrules; if its topic is gone; or if it is settled. 503 if the log doesn't take it.")
    public Redriven redrive(
            @PathParam("topicId") @Parameter(schema = @Schema(implementation = UUID.class)) String topicId,
            @PathParam("partition") @Parameter(schema = @Schema(implementation = Integer.class)) String partition,
            @PathParam("offset") @Parameter(schema = @Schema(implementation = Long.class)) String offset,
            @QueryParam("force") @Parameter(schema = @Schema(implementation = Boolean.class)) @Nullable String force)
            throws SQLException {
        DeadLetterName letter = DeadLetterPath.name(topicId, partition, offset);
        boolean forced = Parameters.flag("force", force, false);
        Optional<Refusal> refusal = answered(() -> redrive.refusal(letter, forced));
        if (refusal.isPresent()) {
            throw problem(refusal.get(), letter);
        }
        Result result = answered(() -> redrive.redrive(letter, forced));
        if (result.sent() == 0) {
            // Another request took it since.
            throw problem(Refusal.UNDER_WAY, letter);
        }
        return view(result);
    }

    private ProblemException problem(Refusal refusal, DeadLetterName letter) {
        String record = "record " + letter.offset() + " of partition " + letter.partition();
        return switch (refusal) {
            case UNKNOWN -> ProblemException.notFound(record + " is no dead letter");
            case TOPIC_GONE ->
                ProblemException.conflict(
                        "the topic of " + record + " was deleted, or made anew, since the record was read");
            case UNDER_WAY ->
                ProblemException.conflict(record
                        + " was re-driven a moment ago and has not been read again yet; force sends it once more");
            case EXHAUSTED ->
                ProblemException.conflict(
                        record + " was re-driven " + maxAttempts + " times or more; force does it once more");
            case SETTLED ->
                ProblemException.conflict(
                        record + " was re-driven and read again: it is stored, or a dead letter elsewhere");
        };
    }

    private static Redriven view(Result result) {
        return new Redriven(
                result.sent(),
                result.failed(),
                result.contents().counts().of(DeadLetterState.WAITING),
                result.contents().counts().of(DeadLetterState.UNDER_WAY),
                result.contents().counts().of(DeadLetterState.EXHAUSTED),
                result.contents().topicGone());
    }

    private static <T> T answered(Question<T> question) throws SQLException {
        try {
            return question.ask();
        } catch (KafkaException e) {
            throw ProblemException.unavailable("The log is away: " + e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }
}
