-- A business asks for more time to put a hazard right, and is answered (整改延期): who asked until when and why, and the answer.
alter table hazard.hazard add column more_time jsonb;
grant update (more_time) on hazard.hazard to plumbline_app;
