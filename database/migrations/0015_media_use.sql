-- Few products of a shop name a file of ours; the others are not looked at.
create index product_media on product (workspace_id, image) where image like 'med\_%';

-- messaging/media asks who uses a file; the rooms above answer by this view, since it may not look into their tables. A file is
-- named by its border id (`med_…`) under the key "media" somewhere in what they keep. `holds`: it cannot be removed meanwhile.
create view media_use as
select distinct t.workspace_id, found #>> '{}' as media, 'template' as what, t.id::text as id, t.name, t.created_at as at, true as holds
from template t
join template_translation tt on tt.workspace_id = t.workspace_id and tt.template_id = t.id,
  jsonb_path_query(jsonb_build_array(tt.content, tt.revision), 'strict $.**.media') found
where jsonb_typeof(found) = 'string' and tt.status <> 'deleted'
union all
select distinct c.workspace_id, found #>> '{}', 'campaign', c.id::text, c.name, c.updated_at,
  c.state <> 'launched' or exists (
    select from broadcast b
    where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.state in ('waiting', 'opening', 'sending', 'paused')
  )
from campaign c, jsonb_path_query(c.choices, 'strict $.**.media') found
where jsonb_typeof(found) = 'string'
union all
select distinct b.workspace_id, found #>> '{}', 'broadcast', b.id::text, c.name, b.launched_at, true
from broadcast b
join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id,
  jsonb_path_query(jsonb_build_array(b.languages, b.free), 'strict $.**.media') found
where jsonb_typeof(found) = 'string' and b.state in ('waiting', 'opening', 'sending', 'paused')
union all
select workspace_id, image, 'product', retailer_id, name, updated_at, true
from product
where image like 'med\_%';
