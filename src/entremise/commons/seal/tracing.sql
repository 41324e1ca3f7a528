-- Who read whom: for the person herself, for those who keep her rights, and in numbers for everybody.

-- The lines of one person's trace: never an agent, never a true reason, silent where a deferral says so.
create or replace function sealed.trace(p_person uuid, p_since timestamptz, p_until timestamptz, p_all boolean)
returns table (
    at timestamptz, kind text, purpose text, groups text[], role text, organization_id bigint,
    register_ids bigint[], count integer, recipient text
)
language sql stable as $$
    with of_her as (
        select e.* from sealed.event e
         where e.person = p_person and e.at >= p_since and e.at < p_until
        union all
        select e.* from sealed.event e
         where e.people @> array[p_person] and e.at >= p_since and e.at < p_until
        union all
        select e.* from sealed.event e
         where e.person is null and e.people is null
           and e.kind in ('COMPUTED', 'EXPORTED') and e.at >= p_since and e.at < p_until
           and exists (
               select from public.commons_record rec
                where rec.person = p_person and rec.register_id = any (e.register_ids)
                  and rec.registered_at <= e.at and (rec.ended_at is null or rec.ended_at > e.at))
    )
    select min(e.at), e.kind, min(e.purpose),
           array(select distinct g from sealed.event f, unnest(f.groups) g
                  where f.id = any (array_agg(e.id)) order by g),
           max(e.role), min(e.organization_id),
           array(select distinct r from sealed.event f, unnest(f.register_ids) r
                  where f.id = any (array_agg(e.id)) order by r),
           1,
           coalesce((select x.recipient from public.commons_export x  -- she may know to whom (GDPR 15.1.c)
                      where e.kind = 'EXPORTED' and min(e.origin_kind) = 'EXPORT' and x.id = min(e.origin_id)), '')
      from of_her e
     where e.kind in ('OPENED', 'SEARCHED', 'COMPUTED', 'EXPORTED', 'SEALED', 'ERASED', 'TRACKED', 'CODED')
       and (p_all or not exists (
           select from sealed.deferral d
            where d.person = p_person and e.at >= d.since and d.until > clock_timestamp()))
     group by e.reading, e.kind
     order by 1 desc, e.reading
$$;

create or replace function sealed.ask_trace(p_user bigint, p_org bigint, p_grant bigint, p_person uuid)
returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened record;
    event_id bigint;
begin
    select n.purpose, n.role into opened from sealed.keeper(p_user, p_org, p_grant, p_person) n;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person, refusal)
    values (case when opened.role is null then 'DENIED' else 'TRACKED' end, gen_random_uuid(),
            coalesce(opened.purpose, 'SUBJECT_RIGHTS'), p_grant, p_user, p_org, coalesce(opened.role, ''), p_person,
            case when opened.role is null then 'NOT_ASSIGNED' else '' end)
    returning id into event_id;
    if opened.role is null then
        refusal := 'NOT_AVAILABLE';
        return next;
        return;
    end if;
    insert into sealed.ticket (user_id, organization_id, grant_id, register, person, groups, event_id)
    values (p_user, p_org, p_grant, 0, p_person, '{}', event_id)
    returning id into ticket;
    return next;
end
$$;

-- As whom somebody may see the trace of this person now.
create or replace function sealed.keeper(p_user bigint, p_org bigint, p_grant bigint, p_person uuid)
returns table (purpose text, role text)
language sql stable as $$
    select n.purpose, n.role
      from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.purpose in ('SUBJECT_RIGHTS', 'AUDIT')
       and sealed.is_assigned(p_user, p_person, n.purpose)
     limit 1
$$;

-- What a clerk reads aloud is what the person would see.
create or replace function sealed.trace_of(p_ticket uuid, p_since timestamptz, p_until timestamptz)
returns table (
    at timestamptz, kind text, purpose text, groups text[], role text, organization_id bigint,
    register_ids bigint[], count integer, recipient text
)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select told.*
      from sealed.taken(p_ticket, 'TRACKED') t
     cross join lateral sealed.keeper(t.user_id, t.organization_id, t.grant_id, t.person) k
     cross join lateral sealed.trace(t.person, p_since, p_until, k.role = 'DPO') told
$$;

-- A short code for a person without account, given by somebody who keeps her rights.
create or replace function sealed.give_code(
    p_user bigint, p_org bigint, p_grant bigint, p_person uuid, p_code bytea, p_second bytea
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened record;
begin
    select n.purpose, n.role into opened
      from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.purpose = 'SUBJECT_RIGHTS' and sealed.is_assigned(p_user, p_person, n.purpose)
     limit 1;
    if opened.role is null then
        insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, person, refusal)
        values ('DENIED', gen_random_uuid(), 'SUBJECT_RIGHTS', p_grant, p_user, p_org, p_person, 'NOT_ASSIGNED');
        return 'NOT_AVAILABLE';
    end if;
    if p_second is null and not exists (
        select from sealed.mark m join public.commons_record rec on rec.id = m.record
         where rec.person = p_person and m.kind = 'BIRTH')
    then
        return 'SECOND_ELEMENT_MISSING';
    end if;
    delete from sealed.tracker t where t.person = p_person;  -- the last code is the good one
    insert into sealed.tracker (code_digest, second_digest, person, expires_at)
    values (p_code, p_second, p_person, clock_timestamp() + interval '60 days');
    -- She sees that a way to her page was made, and by which function: whoever gave it to herself reads in her name.
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person)
    values ('CODED', gen_random_uuid(), opened.purpose, p_grant, p_user, p_org, opened.role, p_person);
    return '';
end
$$;

-- Open the tracker with a code and its second element; five mistakes end a code; one answer for every no.
create or replace function sealed.open_tracker(p_code bytea, p_birth bytea, p_word bytea)
returns table (person uuid, pass uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    held record;
begin
    select t.* into held from sealed.tracker t where t.code_digest = p_code for update;
    if not found or held.expires_at <= clock_timestamp() or held.failures >= 5 then
        return;
    end if;
    if not coalesce(
        case when held.second_digest is not null then held.second_digest = p_word
             else exists (select from sealed.mark m join public.commons_record rec on rec.id = m.record
                           where rec.person = held.person and m.kind = 'BIRTH' and m.digest = p_birth)
        end, false)
    then
        update sealed.tracker t set failures = t.failures + 1 where t.code_digest = p_code;
        return;
    end if;
    update sealed.tracker t set failures = 0 where t.code_digest = p_code;
    insert into sealed.event (kind, reading, purpose, person) values
        ('TRACKED', gen_random_uuid(), 'SUBJECT_RIGHTS', held.person);
    person := held.person;
    insert into sealed.pass (person, until) values (held.person, clock_timestamp() + interval '15 minutes')
    returning id into pass;
    return next;
end
$$;

create or replace function sealed.tracked(p_pass uuid)
returns table (
    person uuid, at timestamptz, kind text, purpose text, groups text[], role text, organization_id bigint,
    register_ids bigint[], count integer, recipient text
)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select p.person, t.*
      from sealed.pass p
      left join lateral sealed.trace(p.person, clock_timestamp() - interval '12 months', clock_timestamp(), false) t
        on true
     where p.id = p_pass and p.until > clock_timestamp()
$$;

-- The person opens her own data with her pass: a ticket for each of her records, committed before redeeming.
create or replace function sealed.ask_own(p_pass uuid)
returns table (ticket uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    reading uuid := gen_random_uuid();
    row record;
    event_id bigint;
begin
    for row in
        select rec.id, rec.register_id, rec.person
          from sealed.pass p
          join public.commons_record rec on rec.person = p.person and rec.ended_at is null
         where p.id = p_pass and p.until > clock_timestamp()
         order by rec.id
    loop
        insert into sealed.event (kind, reading, purpose, person, register_ids)
        values ('OPENED', reading, 'SUBJECT_RIGHTS', row.person, array[row.register_id])
        returning id into event_id;
        insert into sealed.ticket (user_id, grant_id, register, record, person, groups, event_id)
        values (0, 0, row.register_id, row.id, row.person, '{}', event_id)
        returning id into ticket;
        return next;
    end loop;
end
$$;

create or replace function sealed.redeem_own(p_pass uuid, p_tickets uuid[])
returns table (
    ticket uuid, person uuid, record bigint, register bigint, plain_name text,
    grp text, ciphertext bytea, key_id text, changed_at timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
    taken uuid[];
begin
    perform sealed.must_see_the_present();
    perform pg_logical_emit_message(false, 'entremise', '', true);
    with used as (
        update sealed.ticket t set used_at = clock_timestamp()
          from sealed.pass p
         where t.id = any (p_tickets) and t.user_id = 0 and t.used_at is null
           and t.at > clock_timestamp() - interval '2 minutes'
           and t.xid is distinct from mine
           and p.id = p_pass and p.person = t.person and p.until > clock_timestamp()
        returning t.id)
    select array_agg(id) into taken from used;
    return query
    select t.id, t.person, t.record, t.register, r.plain_name::text, v.grp, v.ciphertext, v.key_id, v.changed_at
      from sealed.ticket t
      join public.commons_register r on r.id = t.register
      left join sealed.value v on v.record = t.record
     where t.id = any (taken)
     order by t.id, v.grp;
end
$$;

-- The DPO decides that the trace of a person stays silent from now until a date (a year at most).
create or replace function sealed.defer_trace(
    p_user bigint, p_org bigint, p_grant bigint, p_person uuid, p_until timestamptz
) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    if p_until > clock_timestamp() + interval '366 days' or not exists (
        select from sealed.held_now(p_user, p_org, array[p_grant]) n
         where n.purpose = 'SUBJECT_RIGHTS' and n.role = 'DPO'
           and sealed.is_assigned(p_user, p_person, n.purpose))
    then
        return false;
    end if;
    insert into sealed.deferral (person, since, until, set_by)
    values (p_person, clock_timestamp(), p_until, p_user)
    on conflict (person) do update set until = excluded.until, set_by = excluded.set_by;
    return true;
end
$$;

-- Numbers for everybody: readings, refusals, people; no person, no agent.
create or replace function sealed.counts(
    p_since timestamptz, p_until timestamptz, p_purpose text, p_origin_kind text, p_origin_id bigint, p_decision bigint
) returns table (purpose text, opened bigint, refused bigint, people bigint, searched bigint, computed bigint,
               exported bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with seen as (
        select e.* from sealed.event e
         where e.at >= p_since and e.at < p_until and e.purpose <> ''
           and (p_purpose is null or e.purpose = p_purpose)
           and (p_origin_id is null or (e.origin_kind = p_origin_kind and e.origin_id = p_origin_id))
           and (p_decision is null or e.grant_id in (
                select g.id from public.commons_grant g where g.decision_id = p_decision))
    ), opened_people as (
        select distinct s.purpose, s.reading, who.person
          from seen s, unnest(coalesce(s.people, array[s.person])) as who (person)
         where s.kind = 'OPENED' and who.person is not null
    )
    select s.purpose,
           (select count(*) from opened_people o where o.purpose = s.purpose),
           count(distinct s.reading) filter (where s.kind in ('DENIED', 'CAPPED', 'LAPSED')),
           (select count(distinct o.person) from opened_people o where o.purpose = s.purpose),
           count(distinct s.reading) filter (where s.kind = 'SEARCHED'),
           count(distinct s.reading) filter (where s.kind = 'COMPUTED'),
           count(distinct s.reading) filter (where s.kind = 'EXPORTED')
      from seen s
     group by s.purpose
     order by s.purpose
$$;

-- What has served its time: tickets after a day, passes and codes when over, notes thirty days after their end,
-- bodies of events after twelve months.
create or replace function sealed.purge() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone bigint;
begin
    delete from sealed.ticket t where t.at < clock_timestamp() - interval '1 day';
    delete from sealed.cap c where c.counted_at < clock_timestamp() - interval '1 hour';
    delete from sealed.pass p where p.until < clock_timestamp();
    delete from sealed.tracker t where t.expires_at < clock_timestamp();
    delete from sealed.own_pass p where p.until < clock_timestamp();
    delete from sealed.own_code c where c.expires_at < clock_timestamp();
    delete from sealed.note n where n.closed_at < clock_timestamp() - interval '30 days';
    delete from sealed.deferral d where d.until < clock_timestamp();
    delete from sealed.reached r
     using public.commons_decision d
     where d.id = r.decision
       and least(d.expires_at, d.revoked_at) < clock_timestamp() - interval '12 months';
    with old as (
        delete from sealed.event e where e.at < clock_timestamp() - interval '12 months' returning 1)
    select count(*) into gone from old;
    return gone;
end
$$;
