-- A vacuum sums new pages up in the block range index. Since Postgres 17 a COPY that began before the index grew does not
-- see that it did: what it goes on to write into pages just summed up is in no summary, and nobody who asks by that index
-- finds it. RangeSummary sums up while nobody writes, and a vacuum cannot be told to; so rows that come start none. There is
-- nothing else for it to do in a partition that is never updated; freezing has time until the age of a transaction asks for
-- it, which no setting prevents.
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
    EXECUTE format('CREATE TABLE %I (LIKE rider_location INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'
                   ' WITH (autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_threshold = 2147483647)', leaf);
    EXECUTE format('COMMENT ON TABLE %I IS %L', leaf, jsonb_build_array(range_start, range_end));
    EXECUTE format('ALTER TABLE rider_location ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   leaf, range_start, range_end);
    RETURN true;
END
$$;

DO
$$
DECLARE
    leaf record;
BEGIN
    FOR leaf IN SELECT * FROM rider_location_partition p WHERE p.attached
        LOOP
            EXECUTE format('ALTER TABLE %s SET'
                           ' (autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_threshold = 2147483647)', leaf.name);
        END LOOP;
END
$$;
