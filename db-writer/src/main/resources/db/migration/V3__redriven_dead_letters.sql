-- Dead letters may be sent to their topic again. Why this can't store an event twice: infra/docs/adr/0016.

ALTER TABLE dead_letter
    -- Name, value, name, value, ... byte for byte; "headers" is the same for people. Null in letters of before.
    ADD COLUMN record_headers bytea[],
    -- How often the event was re-driven up to now, counted on by the letter of a re-driven record that failed again.
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    -- Of a re-driven record that failed again: where the event stood first, in the same partition.
    ADD COLUMN first_offset bigint,
    ADD COLUMN redriven_at timestamptz,
    -- What became of the re-driven record, and where in the same partition that one is. Moves with the stored offset.
    ADD COLUMN outcome text CHECK (outcome IN ('STORED', 'FAILED_AGAIN')),
    ADD COLUMN outcome_offset bigint,
    ADD COLUMN outcome_at timestamptz,
    ADD CONSTRAINT dead_letter_outcome_whole CHECK (num_nonnulls(outcome, outcome_offset, outcome_at) IN (0, 3));

CREATE INDEX dead_letter_open ON dead_letter (created_at) WHERE outcome IS NULL;

-- Makes a leaf for [range_start, range_end) unless it exists; returns whether it did. As before, but a leaf gets the
-- table's checks, too: without them it can't be attached, and a rule added to the table would stop the writer.
-- CREATE TABLE ... PARTITION OF would lock out every writer; LIKE and ATTACH do not.
CREATE OR REPLACE FUNCTION rider_location_create_partition(range_start timestamptz, range_end timestamptz) RETURNS boolean
    LANGUAGE plpgsql AS
$$
DECLARE
    leaf text := 'rider_location_p' || to_char(range_start AT TIME ZONE 'UTC', 'YYYYMMDD_HH24MISS_MS');
BEGIN
    -- One maker at a time: two would both find it missing.
    PERFORM pg_advisory_xact_lock(hashtext('rider_location_partitions'));
    IF EXISTS (SELECT FROM rider_location_partition p
               WHERE p.attached AND p.range_start < $2 AND p.range_end > $1) THEN
        RETURN false;
    END IF;
    -- A leaf of the same range may still wait to be summed up and dropped.
    IF to_regclass(leaf) IS NOT NULL THEN
        leaf := leaf || '_' || pg_current_xact_id()::text;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE rider_location INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', leaf);
    EXECUTE format('COMMENT ON TABLE %I IS %L', leaf, jsonb_build_array(range_start, range_end));
    EXECUTE format('ALTER TABLE rider_location ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   leaf, range_start, range_end);
    RETURN true;
END
$$;
