-- What a campaign asks of everybody at once, so that a million people are read in one pass.

-- contact_reach looks up the suppressions of each person, which is right for a few people and takes longer than all the rest for a million. Here they
-- are gathered once and joined, and so is since when somebody agrees to offers, and whether the ledger says how and to which words. The first
-- columns are those of contact_reach, so that the question of a segment can be asked of either.
create view contact_crowd as
select c.workspace_id, c.id as contact_id, c.display_name, c.first_name, c.last_name, c.phone, c.email, c.country, c.language, c.timezone, c.tags, c.fields,
  coalesce(cs.state, 'none') as marketing_consent, coalesce(s.reasons, '{}') as suppressions,
  case when cs.state = 'given' then cs.occurred_at end as agreed_at,
  cs.state = 'given' and e.source <> '' and e.wording <> '' as agreed_told
from contact c
left join consent_state cs on cs.workspace_id = c.workspace_id and cs.contact_id = c.id and cs.purpose = 'marketing'
left join consent_entry e on e.workspace_id = cs.workspace_id and e.id = cs.entry_id
left join (
  select x.workspace_id, x.contact_id, array_agg(x.reason order by x.reason) as reasons from suppression x group by x.workspace_id, x.contact_id
) s on s.workspace_id = c.workspace_id and s.contact_id = c.id;

-- When somebody last wrote and was last written to, without the contact that the inbox shows beside it.
create or replace view conversation_window as
select workspace_id, id as conversation_id, contact_id, number_id, last_inbound_at, last_message_at from conversation;
