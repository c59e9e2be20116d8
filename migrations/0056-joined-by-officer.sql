-- Inspection: whoever joined a visit on site finds it among today's work and takes it along to his own phone before the record is made.
create index joined_by_officer on inspection.joined (officer_id) where officer_id is not null;
