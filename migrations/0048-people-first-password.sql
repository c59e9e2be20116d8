-- A session that was opened with a first password may do nothing but replace it: the server insists, not the page.
alter table people.session add column must_change_password boolean not null default false;
