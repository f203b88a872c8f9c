-- The time partitions of rider_location, and what ends their life.

-- Every leaf, attached or not, with its range; a leaf that is being detached no longer counts as attached.
CREATE VIEW rider_location_partition AS
SELECT c.oid::regclass::text AS name,
       (m.bound ->> 0)::timestamptz AS range_start,
       (m.bound ->> 1)::timestamptz AS range_end,
       c.relispartition AND NOT coalesce(i.inhdetachpending, false) AS attached,
       coalesce(i.inhdetachpending, false) AS detach_pending
FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
         LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
         -- The comment is the range as a JSON array: it outlives the detachment, unlike the bound.
         CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class')::jsonb AS bound) m
WHERE c.relkind = 'r'
  AND c.relname LIKE 'rider\_location\_p%'
  AND obj_description(c.oid, 'pg_class') LIKE '["%';

-- Makes a leaf for [range_start, range_end) unless it exists; returns whether it did.
-- CREATE TABLE ... PARTITION OF would lock out every writer; LIKE and ATTACH do not.
CREATE FUNCTION rider_location_create_partition(range_start timestamptz, range_end timestamptz) RETURNS boolean
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
    EXECUTE format('CREATE TABLE %I (LIKE rider_location INCLUDING DEFAULTS)', leaf);
    EXECUTE format('COMMENT ON TABLE %I IS %L', leaf, jsonb_build_array(range_start, range_end));
    EXECUTE format('ALTER TABLE rider_location ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   leaf, range_start, range_end);
    RETURN true;
END
$$;

-- Sums up every detached leaf into rider_location_dropped and drops it, both in the caller's transaction:
-- a row is in a leaf or in the sums, never in neither and never in both. Returns the number of rows dropped.
-- Anybody may call it at any time; an interrupted retention is finished by the next call.
CREATE FUNCTION rider_location_drop_detached() RETURNS bigint
    LANGUAGE plpgsql AS
$$
DECLARE
    leaf  record;
    total bigint := 0;
    n     bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('rider_location_drop'));
    FOR leaf IN SELECT * FROM rider_location_partition p WHERE NOT p.attached AND NOT p.detach_pending
        LOOP
            EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', leaf.name);
            EXECUTE format($sql$
                WITH summed AS (
                    SELECT session, rider_id, count(*) AS row_count, min(sequence) AS min_sequence,
                           max(sequence) AS max_sequence, sum(sequence::bigint)::bigint AS sequence_sum
                    FROM %s GROUP BY session, rider_id),
                added AS (
                    INSERT INTO rider_location_dropped AS d
                    SELECT session, rider_id, row_count, min_sequence, max_sequence, sequence_sum, %L, %L
                    FROM summed
                    ON CONFLICT (session, rider_id) DO UPDATE SET
                        row_count = d.row_count + excluded.row_count,
                        min_sequence = least(d.min_sequence, excluded.min_sequence),
                        max_sequence = greatest(d.max_sequence, excluded.max_sequence),
                        sequence_sum = d.sequence_sum + excluded.sequence_sum,
                        range_start = least(d.range_start, excluded.range_start),
                        range_end = greatest(d.range_end, excluded.range_end))
                SELECT coalesce(sum(row_count), 0) FROM summed
                $sql$, leaf.name, leaf.range_start, leaf.range_end) INTO n;
            EXECUTE format('DROP TABLE %s', leaf.name);
            total := total + n;
        END LOOP;
    RETURN total;
END
$$;
