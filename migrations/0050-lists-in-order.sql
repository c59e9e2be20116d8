-- Lists of a scope go bureau by bureau along an index that keeps each bureau's rows in the order of the list. What their filters and
-- row-level security look at stands in the index, so that counting and searching by name read no row.
drop index inspection.inspection_by_region;
create index inspection_by_region on inspection.inspection (region, planned_on desc, id desc) include (state, enterprise_name);

drop index hazard.hazard_by_region;
create index hazard_by_region on hazard.hazard (region, found_at desc, id desc) include (enterprise_id);
create index hazard_by_state on hazard.hazard (region, state, found_at desc, id desc) include (enterprise_id);

drop index document.paper_by_time;
create index paper_by_time on document.paper (region, issued_at desc, sequence desc) include (id, template, enterprise_id);
