-- A trail in the partition that is still being written. Figures and what was rejected: infra/docs/adr/0003.

-- Each COPY brings its rows in the order of riders, so a page holds few riders of one moment: a block range index with a
-- range a page finds a rider's pages for almost nothing. It also bounds time, as the one before it did.
-- A range counts as "may hold anything" until it is summed up, see RangeSummary.
CREATE INDEX rider_location_blocks ON rider_location USING brin (record_time, rider_id) WITH (pages_per_range = 1);
DROP INDEX rider_location_record_time;
