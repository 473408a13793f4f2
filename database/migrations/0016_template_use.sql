-- engagement/campaign and messaging/outbox for messaging/template: which campaigns chose a template, how they stand, what holds
-- them. A repeating one is held itself, another one by its latest broadcast.
create view template_use as
select
  c.workspace_id, c.choices ->> 'template' as template, c.id as campaign_id, c.name, c.created_at,
  case when c.state = 'launched' then coalesce(b.state, c.state) else c.state end as state,
  coalesce(c.held_by, case when b.is_open then b.held_by end) as held_by,
  coalesce(c.held, case when b.is_open then b.held_detail end) as held_detail
from campaign c
left join lateral (
  select state, held_by, held_detail, state not in ('done', 'stopped', 'undone') as is_open from broadcast
  where workspace_id = c.workspace_id and campaign_id = c.id
  order by launched_at desc, id desc
  limit 1
) b on true;
