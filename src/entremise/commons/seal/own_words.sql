-- Own words: six letters and a second element open, in one record, what somebody wrote and how she may be reached.
-- No name, no address, no reading of others: who finds the letter with the code learns no home and no trace.

-- Whether this hand wrote this person's record in this same transaction: then it holds all that the code will open.
create or replace function sealed.has_just_written(p_user bigint, p_grant bigint, p_register bigint, p_person uuid)
returns boolean
language sql stable as $$
    select exists (
        select from sealed.event e
         where e.person = p_person and e.kind = 'SEALED' and e.xid = pg_current_xact_id()
           and e.purpose <> 'SUBJECT_RIGHTS'  -- a correction with a code is no entry
           and e.user_id is not distinct from p_user and e.grant_id is not distinct from p_grant
           and p_register = any (e.register_ids))
$$;

-- The code of an entry just made without account, or one that the desk gives to somebody whom it has before it.
create or replace function sealed.give_own_code(
    p_user bigint, p_org bigint, p_grant bigint, p_register bigint, p_person uuid, p_code bytea, p_seconds bytea[],
    p_former bytea
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened record;
    own bigint;
begin
    select rec.id into own
      from public.commons_record rec
      join public.commons_register r on r.id = rec.register_id and r.state = 'OPEN'
      join sealed.law_basis law on law.kind = r.kind and law.purpose = 'MATCH_NEED'
     where rec.register_id = p_register and rec.person = p_person and rec.ended_at is null;
    select n.purpose, n.role into opened
      from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.register_id = p_register and n.purpose in ('MATCH_NEED', 'SUBJECT_RIGHTS')
       and n.role in ('GO_BETWEEN', 'CLERK')  -- a helper would keep a way in when the help is over
       and (sealed.is_assigned(p_user, p_person, n.purpose)
            or sealed.has_just_written(p_user, p_grant, p_register, p_person))
     limit 1;
    if own is null or not (
        opened.role is not null
        or p_user is null and p_grant is null and sealed.has_just_written(null, null, p_register, p_person))
    then
        return 'NOT_AVAILABLE';
    end if;
    if coalesce(cardinality(p_seconds), 0) = 0 then
        return 'SECOND_ELEMENT_MISSING';
    end if;
    delete from sealed.own_code c where c.code_digest = p_former and c.person = p_person;
    insert into sealed.own_code (code_digest, second_digests, person, record, expires_at)
    values (p_code, p_seconds, p_person, own, clock_timestamp() + interval '180 days');
    if opened.role is not null then  -- she sees that a way to her words was made, and by which function
        insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person, register_ids)
        values ('CODED', gen_random_uuid(), opened.purpose, p_grant, p_user, p_org, opened.role, p_person,
                array[p_register]);
    end if;
    return '';
end
$$;

-- Whoever acted for her does so no longer: a code only ever closes here, so anybody may ask for it.
create or replace function sealed.end_own_code(p_person uuid, p_code bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from sealed.own_code c where c.code_digest = p_code and c.person = p_person;
end
$$;

-- A pass for a code and its second element; five mistakes end a code; one answer for every no.
create or replace function sealed.open_own(p_code bytea, p_second bytea) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    held record;
    pass uuid;
begin
    select c.* into held from sealed.own_code c where c.code_digest = p_code for update;
    if not found or held.expires_at <= clock_timestamp() or held.failures >= 5 then
        return null;
    end if;
    if not coalesce(p_second = any (held.second_digests), false) then
        update sealed.own_code c set failures = c.failures + 1 where c.code_digest = p_code;
        return null;
    end if;
    update sealed.own_code c set failures = 0, expires_at = clock_timestamp() + interval '180 days'
     where c.code_digest = p_code;
    insert into sealed.own_pass (code_digest, until) values (p_code, clock_timestamp() + interval '15 minutes')
    returning id into pass;
    return pass;
end
$$;

-- The record that a pass opens now.
create or replace function sealed.own_record(p_pass uuid)
returns table (record bigint, register bigint, person uuid, code bytea)
language sql stable as $$
    select rec.id, rec.register_id, rec.person, c.code_digest
      from sealed.own_pass p
      join sealed.own_code c on c.code_digest = p.code_digest
      join public.commons_record rec on rec.id = c.record and rec.ended_at is null
     where p.id = p_pass and p.until > clock_timestamp()
$$;

create or replace function sealed.ask_own_words(p_pass uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    own record;
    lawful text[] := array(select f.item from sealed.law_flag f where f.name = 'OWN_WORDS_READ' order by 1);
    noted bigint;
    ticket uuid;
begin
    select * into own from sealed.own_record(p_pass);
    if not found then
        return null;
    end if;
    insert into sealed.event (kind, reading, purpose, person, register_ids, groups)
    values ('OPENED', gen_random_uuid(), 'SUBJECT_RIGHTS', own.person, array[own.register], lawful)
    returning id into noted;
    insert into sealed.ticket (user_id, grant_id, register, record, person, groups, event_id)
    values (0, 0, own.register, own.record, own.person, lawful, noted)
    returning id into ticket;
    return ticket;
end
$$;

create or replace function sealed.redeem_own_words(p_pass uuid, p_ticket uuid)
returns table (
    ticket uuid, person uuid, record bigint, register bigint, plain_name text,
    grp text, ciphertext bytea, key_id text, changed_at timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
    taken uuid;
begin
    perform sealed.must_see_the_present();
    perform pg_logical_emit_message(false, 'entremise', '', true);
    update sealed.ticket t set used_at = clock_timestamp()
      from sealed.own_record(p_pass) own
     where t.id = p_ticket and t.user_id = 0 and t.used_at is null
       and t.at > clock_timestamp() - interval '2 minutes'
       and t.xid is distinct from mine
       and t.record = own.record
    returning t.id into taken;
    return query
    select t.id, t.person, t.record, t.register, r.plain_name::text, v.grp, v.ciphertext, v.key_id, v.changed_at
      from sealed.ticket t
      join public.commons_register r on r.id = t.register
      left join sealed.value v on v.record = t.record
       and v.grp in (select f.item from sealed.law_flag f where f.name = 'OWN_WORDS_READ')
     where t.id = taken
     order by v.grp;
end
$$;

-- She corrects her words, or how she may be reached; a new number opens the code too.
create or replace function sealed.store_own_words(
    p_pass uuid, p_key text, v_groups text[], v_lengths integer[], v_blob bytea,
    m_names text[], m_digests bytea, p_second bytea
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    own record;
    is_phone boolean := 'phone' = any (v_groups);
    reason text := '';
begin
    perform sealed.must_see_the_present();
    select * into own from sealed.own_record(p_pass);
    if not found then
        return 'NOT_AVAILABLE';
    end if;
    perform from public.commons_register r
      where r.id = own.register and r.state = 'OPEN' and r.key_id = p_key for share;
    if not found then
        reason := 'KEY_CHANGED';
    elsif exists (select from unnest(v_groups) g
                   where g not in (select f.item from sealed.law_flag f where f.name = 'OWN_WORDS_WRITTEN')) then
        reason := 'FORBIDDEN_GROUP';
    elsif not (m_names <@ array['MOBILE', 'LANDLINE'] and (is_phone or m_names = '{}'))
          or octet_length(m_digests) <> 32 * cardinality(m_names)
          or cardinality(v_groups) <> cardinality(v_lengths) then
        reason := 'MALFORMED';
    end if;
    insert into sealed.event (kind, reading, purpose, person, register_ids, groups, refusal)
    values (case when reason = '' then 'SEALED' else 'DENIED' end, gen_random_uuid(), 'SUBJECT_RIGHTS', own.person,
            array[own.register], array(select distinct g from unnest(v_groups) g order by g), reason);
    if reason <> '' then
        return 'NOT_AVAILABLE';
    end if;
    insert into sealed.value as held (record, grp, ciphertext, key_id)
    select own.record, given.grp, substr(v_blob, given.start::integer + 1, given.length), p_key
      from (select u.grp, u.length, sum(u.length) over (order by u.place) - u.length as start
              from unnest(v_groups, v_lengths) with ordinality as u (grp, length, place)) given
    on conflict (record, grp) do update
       set ciphertext = excluded.ciphertext, key_id = excluded.key_id, changed_at = excluded.changed_at;
    update public.commons_record rec set updated_at = clock_timestamp(), batch = null where rec.id = own.record;
    if is_phone then  -- the number that is not hers any more finds her no longer
        delete from sealed.mark m
         where m.record = own.record and m.kind in ('MOBILE', 'LANDLINE', 'PHONE_FIRST');
        insert into sealed.mark (record, kind, digest)
        select own.record, m.name, substr(m_digests, (m.place::integer - 1) * 32 + 1, 32)
          from unnest(m_names) with ordinality as m (name, place)
        on conflict do nothing;
        update sealed.own_code c  -- the last ones only: each is one more guess
           set second_digests = (array_prepend(p_second, c.second_digests))[1:4]
         where c.code_digest = own.code and p_second is not null;
    end if;
    return '';
end
$$;
