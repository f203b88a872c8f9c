-- The writer's tables. Why these keys and indexes, and what they cost: infra/docs/adr/0003.

-- One row a fix. Columns from wide to narrow, so that alignment wastes nothing.
-- No primary key: ingest_offset moves in the transaction that brings the rows, which already makes
-- (kafka_partition, kafka_offset) unique, and an index on it would cost more than the rows.
-- No DEFAULT partition: it would forbid DETACH CONCURRENTLY.
CREATE TABLE rider_location (
    record_time     timestamptz NOT NULL, -- when it was sent; decides the partition
    event_time      timestamptz NOT NULL, -- when the fix was taken, by the rider's clock
    session         bigint      NOT NULL,
    kafka_offset    bigint      NOT NULL,
    order_id        bigint,
    rider_id        integer     NOT NULL,
    sequence        integer     NOT NULL,
    latitude_e7     integer     NOT NULL,
    longitude_e7    integer     NOT NULL,
    kafka_partition smallint    NOT NULL,
    speed_cm_s      smallint    NOT NULL,
    heading_deg     smallint    NOT NULL,
    accuracy_m      smallint    NOT NULL,
    status          smallint    NOT NULL
) PARTITION BY RANGE (record_time);

-- Rows arrive nearly sorted by record_time: a block range index finds a stretch of time for almost nothing.
CREATE INDEX rider_location_record_time ON rider_location USING brin (record_time) WITH (pages_per_range = 64);

-- What retention removed from rider_location, so that every row can still be accounted for.
CREATE TABLE rider_location_dropped (
    session      bigint      NOT NULL,
    rider_id     integer     NOT NULL,
    row_count    bigint      NOT NULL,
    min_sequence integer     NOT NULL,
    max_sequence integer     NOT NULL,
    sequence_sum bigint      NOT NULL,
    range_start  timestamptz NOT NULL, -- of the first time partition summed up here
    range_end    timestamptz NOT NULL, -- of the last one
    PRIMARY KEY (session, rider_id)
);

-- Up to where each log is stored: everything below next_offset, committed together with it.
CREATE TABLE ingest_offset (
    cluster_id     text        NOT NULL,
    topic_id       uuid        NOT NULL,
    topic          text        NOT NULL,
    partition      integer     NOT NULL,
    next_offset    bigint      NOT NULL,
    leader_epoch   integer,               -- of the last record stored
    current_offset bigint      NOT NULL,  -- rider_current reflects everything below it
    current_floor  timestamptz,           -- lowest record_time at or above current_offset; null if nothing is
    updated_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (cluster_id, topic_id, partition)
) WITH (fillfactor = 20); -- some rows, updated many times a second: room for HOT updates

-- Offsets that the log's retention removed before they were read.
CREATE TABLE ingest_gap (
    cluster_id  text        NOT NULL,
    topic_id    uuid        NOT NULL,
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    from_offset bigint      NOT NULL,
    to_offset   bigint      NOT NULL, -- exclusive
    noticed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (cluster_id, topic_id, partition, from_offset)
);

-- Records that cannot become rows; published to a topic from here.
CREATE TABLE dead_letter (
    topic           text        NOT NULL,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    topic_id        uuid        NOT NULL,
    reason          text        NOT NULL,
    error           text        NOT NULL,
    key             bytea,
    value           bytea,
    headers         jsonb       NOT NULL,
    record_time_ms  bigint      NOT NULL, -- as the record says, which may be no time at all
    created_at      timestamptz NOT NULL DEFAULT now(),
    published_at    timestamptz,
    PRIMARY KEY (topic_id, kafka_partition, kafka_offset)
);
CREATE INDEX dead_letter_unpublished ON dead_letter (created_at) WHERE published_at IS NULL;
CREATE INDEX dead_letter_created ON dead_letter (created_at);

-- Latest position of each rider: latest by session, then sequence. Written by a flush of its own.
CREATE TABLE rider_current (
    rider_id     integer     NOT NULL PRIMARY KEY,
    session      bigint      NOT NULL,
    sequence     integer     NOT NULL,
    order_id     bigint,
    record_time  timestamptz NOT NULL,
    event_time   timestamptz NOT NULL,
    latitude_e7  integer     NOT NULL,
    longitude_e7 integer     NOT NULL,
    speed_cm_s   smallint    NOT NULL,
    heading_deg  smallint    NOT NULL,
    accuracy_m   smallint    NOT NULL,
    status       smallint    NOT NULL,
    updated_at   timestamptz NOT NULL
) WITH (fillfactor = 45); -- every row is updated at every flush: the new version fits beside the old one

-- Orders. One column a state, set once: repeating or reordering updates changes nothing, and the state follows.
CREATE TABLE delivery (
    order_id                bigint      NOT NULL PRIMARY KEY,
    restaurant_id           integer     NOT NULL,
    customer_id             integer     NOT NULL,
    rider_id                integer,
    session                 bigint      NOT NULL,
    placed_at               timestamptz NOT NULL,
    accepted_at             timestamptz,
    ready_at                timestamptz,
    picked_up_at            timestamptz,
    delivered_at            timestamptz,
    cancelled_at            timestamptz,
    expected_ready_at       timestamptz,
    promised_at             timestamptz,
    restaurant_latitude_e7  integer     NOT NULL,
    restaurant_longitude_e7 integer     NOT NULL,
    customer_latitude_e7    integer     NOT NULL,
    customer_longitude_e7   integer     NOT NULL,
    state                   smallint    NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN delivered_at IS NOT NULL THEN 5
            WHEN cancelled_at IS NOT NULL THEN 6
            WHEN picked_up_at IS NOT NULL THEN 4
            WHEN ready_at IS NOT NULL THEN 3
            WHEN accepted_at IS NOT NULL THEN 2
            ELSE 1
        END) STORED
) WITH (fillfactor = 70);
CREATE INDEX delivery_rider ON delivery (rider_id, placed_at DESC) WHERE rider_id IS NOT NULL;
CREATE INDEX delivery_state ON delivery (state, placed_at DESC);
