-- Contact cards were kept as names alone; now a card is kept as it was sent, so old ones become cards that have only a name.
-- What came as an unknown kind keeps its raw form and is read anew when it is shown.

update message
set content = jsonb_build_object(
  'kind', 'contacts',
  'contacts', (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'name', jsonb_build_object('formatted_name', names.name),
          'phones', '[]'::jsonb, 'emails', '[]'::jsonb, 'urls', '[]'::jsonb, 'addresses', '[]'::jsonb,
          'org', null, 'birthday', null
        )
        order by names.place
      ),
      '[]'::jsonb
    )
    from jsonb_array_elements_text(content -> 'names') with ordinality as names (name, place)
  )
)
where content ->> 'kind' = 'contacts' and jsonb_typeof(content -> 'names') = 'array';
