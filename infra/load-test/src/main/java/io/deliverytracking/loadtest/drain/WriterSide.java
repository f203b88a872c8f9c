package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Pipeline;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pipeline's own writer: as the demo starts it, or without what it does beside the ingest, which is counted by time rather than by
 * rows.
 */
final class WriterSide implements Side {

    static final String NAME = "db-writer";
    static final String INGEST_NAME = "db-writer-ingest";

    /** Current positions, summaries of the block range index, the probe: all at most once. */
    private static final Map<String, String> NOTHING_BESIDE = Map.of(
            "delivery.current.flush-interval",
            "PT12H",
            "delivery.partitions.summary-interval",
            "PT12H",
            "delivery.ingest.probe",
            "false");

    private final String name;
    private final String title;
    private final Map<String, String> settings;
    private final Pipeline pipeline;
    private final StoredRows table;

    private WriterSide(String name, String title, Map<String, String> settings, Pipeline pipeline, StoredRows table) {
        this.name = name;
        this.title = title;
        this.settings = settings;
        this.pipeline = pipeline;
        this.table = table;
    }

    /**
     * With everything.
     *
     * @param table the caller's
     */
    static WriterSide whole(Pipeline pipeline, StoredRows table) {
        return new WriterSide(NAME, "db-writer", Map.of(), pipeline, table);
    }

    /** The ingest alone: rows, offsets and their fence in one transaction, and nothing else. */
    static WriterSide ingestAlone(Pipeline pipeline, StoredRows table) {
        return new WriterSide(INGEST_NAME, "db-writer's ingest", NOTHING_BESIDE, pipeline, table);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public void start(long rows) throws LabException {
        pipeline.startWriter(settings);
    }

    @Override
    public OptionalLong pid() {
        return pipeline.writerPid();
    }

    @Override
    public long stored() throws LabException {
        return table.byOffsets();
    }

    @Override
    public void check() throws LabException {
        Optional<String> dead = pipeline.dead();
        if (dead.isPresent()) {
            throw new LabException(dead.get() + " has ended");
        }
    }

    @Override
    public void stop() {
        pipeline.stopWriter();
    }
}
