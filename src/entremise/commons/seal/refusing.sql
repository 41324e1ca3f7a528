-- A refusal typed on the web without a code: whose number and first name these are. It opens nothing, and its event
-- is in the trace of who was found, before `sealed.found` tells who. Sixty an hour for the whole town: numbers cannot be tried one by one. Null: full.

create or replace function sealed.refusing(p_digest bytea) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    is_open boolean := sealed.count_people(0, 0, array[encode(substr(p_digest, 1, 16), 'hex')::uuid], 60);
    hits uuid[] := '{}';
    event_id bigint;
    ticket uuid;
begin
    if is_open then
        hits := array(
            select distinct rec.person
              from sealed.mark m
              join public.commons_record rec on rec.id = m.record and rec.ended_at is null
             where m.digest = p_digest and m.kind = 'PHONE_FIRST'
             order by rec.person
             limit 5);
    end if;
    insert into sealed.event (kind, reading, purpose, people, count, digest, refusal)
    values (case when is_open then 'SEARCHED' else 'CAPPED' end, gen_random_uuid(), 'SUBJECT_RIGHTS', hits,
            cardinality(hits), sha256(p_digest), case when is_open then '' else 'CAPPED' end)
    returning id into event_id;
    if is_open then
        insert into sealed.ticket (user_id, grant_id, register, groups, event_id)
        values (0, 0, 0, '{}', event_id)
        returning id into ticket;
    end if;
    return ticket;
end
$$;
