-- Penalties on the spot that a visit led to: found by the visit, so that one act is not punished twice (APL 29).
create index proceeding_by_visit on casework.proceeding ((content ->> 'inspectionId')) where content ->> 'inspectionId' is not null;
