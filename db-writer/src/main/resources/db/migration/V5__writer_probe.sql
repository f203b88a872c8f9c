-- Each writer updates one of these rows, many times a second, to see what a small transaction takes while it writes: the
-- nearest it comes to what other users of the database feel. Why: infra/docs/adr/0018.
CREATE TABLE writer_probe (
    id     smallint NOT NULL PRIMARY KEY,
    probes bigint   NOT NULL DEFAULT 0
) WITH (fillfactor = 10); -- room for HOT updates: no version ever leaves its page
INSERT INTO writer_probe (id) SELECT generate_series(0, 63);
