-- A refusal to write is told by the door that asked: what it raises takes its own transaction back, and with it any line
-- that the function had written. This one is written beside, at once. Never a value: the reasons are a closed list.
create or replace function sealed.note_denial(
    p_user bigint, p_org bigint, p_grant bigint, p_person uuid, p_register bigint, p_count integer, p_reason text
) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, person, register_ids, count,
                              refusal)
    select 'DENIED', gen_random_uuid(),
           coalesce((select g.purpose from public.commons_grant g where g.id = p_grant), ''),
           p_grant, p_user, p_org, p_person, array_remove(array[p_register], null), p_count, p_reason
     where p_reason in (
           'TOO_MANY', 'NOTHING_OPEN', 'KNOWN', 'NOT_HER_REGISTER', 'NOT_ASSIGNED', 'MALFORMED', 'KEY_CHANGED',
           'FORBIDDEN_GROUP', 'NOT_THIS_RECORD')
$$;
