-- The areas of a city are read page by page in the order of their ids, which one counter hands out.

create index area_city on biz.area (city_id, id);
