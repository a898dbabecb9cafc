-- The desk of a city reads what waits in all of its counties.
create index report_city_waiting on biz.report (city_id, reported_at, id) where state = 'waiting';
