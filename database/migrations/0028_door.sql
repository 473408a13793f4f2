-- What a sender asks of a page of people before they are written to. contact_reach joins it for each person, which is right for one; for a page, each of
-- these is asked once with the list of its people, and PostgreSQL (17 and later) goes through an index in one pass where they lie beside each other, as
-- people of one import do.
create view contact_zone as
select workspace_id, id as contact_id, timezone from contact;

create view contact_agreement as
select workspace_id, contact_id, state from consent_state where purpose = 'marketing';

create view contact_suppression as
select workspace_id, contact_id, reason from suppression;
