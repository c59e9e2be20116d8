-- Planning: in which of the four ways a unified deployment sends its bureaus; the way decides who makes the team and whom it reports to
-- (MEM circular of 2025-02-27, art. 6; MEM typical practices of 2022, Shandong). What was ordered before was regional.
alter table planning.deployment add column way text not null default 'regional'
  check (way in ('whole-area', 'regional', 'demonstration', 'assistance'));
alter table planning.deployment alter column way drop default;
