-- Connecting the same WhatsApp Business Account twice must find the first one, also when two people do it at once.
create unique index business_account_meta on business_account (workspace_id, meta_id);

-- Where Meta reaches us when that is not PUBLIC_URL: a tunnel or a proxy, said when connecting. Without the path.
alter table business_account add column callback_base text;

-- A file that comes a second time is found by its content.
create index media_content on media (workspace_id, sha256);

-- Meta's code beside its sentence: screens have words for the code in the reader's language.
alter table template_translation add column reason_code text;
