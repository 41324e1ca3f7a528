-- Finding a person by a number or a name she gave; reading many without identity.

create or replace function sealed.search(
    p_user bigint, p_org bigint, p_grant bigint, p_kinds text[], p_digests bytea[]
) returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    criterion bytea := sha256(convert_to(array_to_string(p_digests, ','), 'UTF8'));
    reason text := '';
    opened record;
    hits uuid[];
    event_id bigint;
begin
    select min(n.purpose) as purpose, min(n.role) as role, min(n.hourly_cap) as hourly_cap,
           array_agg(n.register_id) as register_ids, min(n.origin_kind) as origin_kind, min(n.origin_id) as origin_id
      into opened
      from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.reach = 'SEARCH';
    if opened.register_ids is null then
        reason := 'NOTHING_OPEN';
    elsif not sealed.count_people(  -- searches are counted, found or not: numbers cannot be tried one by one
        p_user, p_grant, array[encode(substr(criterion, 1, 16), 'hex')::uuid], opened.hourly_cap) then
        reason := 'CAPPED';
    else
        hits := array(
            with marked as materialized (
                select distinct m.record from sealed.mark m
                 where m.digest = any (p_digests) and m.kind = any (p_kinds)
            )
            select rec.person
              from marked
              join public.commons_record rec on rec.id = marked.record
             where rec.register_id = any (opened.register_ids)
               and (rec.ended_at is null or opened.purpose = 'SUBJECT_RIGHTS')
               and not sealed.is_stopped(rec.person, opened.purpose, opened.origin_kind, opened.origin_id)
             group by rec.person
             order by rec.person
             limit 6);
        if cardinality(hits) > 5 then
            reason := 'TOO_MANY';  -- not one person any more
            hits := '{}';
        end if;
    end if;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, people,
                              register_ids, count, digest, origin_kind, origin_id, refusal)
    values (case reason when '' then 'SEARCHED' when 'CAPPED' then 'CAPPED' else 'DENIED' end, gen_random_uuid(),
            coalesce(opened.purpose, (select g.purpose from public.commons_grant g where g.id = p_grant), ''),
            p_grant, p_user, p_org, coalesce(opened.role, ''), hits, coalesce(opened.register_ids, '{}'),
            coalesce(cardinality(hits), 0), criterion, coalesce(opened.origin_kind, ''), opened.origin_id, reason)
    returning id into event_id;
    if reason in ('CAPPED', 'NOTHING_OPEN') then
        refusal := case reason when 'CAPPED' then 'CAPPED' else 'NOT_AVAILABLE' end;
        return next;
        return;
    end if;
    insert into sealed.ticket (user_id, organization_id, grant_id, register, groups, event_id)  -- found or not: it does not tell
    values (p_user, p_org, p_grant, 0, '{}', event_id)
    returning id into ticket;
    return next;
end
$$;

-- Whom a search found that another transaction noted, while its grant stands; they may be opened for 15 minutes.
create or replace function sealed.found(p_ticket uuid) returns table (person uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked record;
    hits uuid[];
begin
    select t.*, e.people into asked
      from sealed.taken(p_ticket, 'SEARCHED') t join sealed.event e on e.id = t.event_id;
    if asked.grant_id = 0 then  -- the refusal of somebody without account: nobody is opened
        return query select hit from unnest(asked.people) hit;
        return;
    end if;
    with opened as materialized (
        select * from sealed.held_now(asked.user_id, asked.organization_id, array[asked.grant_id]) n
         where n.reach = 'SEARCH'
    ), still as (
        select distinct rec.person, o.purpose
          from opened o
          join public.commons_record rec on rec.person = any (asked.people) and rec.register_id = o.register_id
         where (rec.ended_at is null or o.purpose = 'SUBJECT_RIGHTS')
           and not sealed.is_stopped(rec.person, o.purpose, o.origin_kind, o.origin_id)
    ), assigned as (
        insert into public.commons_assignment
               (user_id, person, purpose, opens, origin_kind, origin_id, starts_at, until)
        select asked.user_id, s.person, s.purpose, '{}', 'SEARCH', asked.event_id, clock_timestamp(),
               clock_timestamp() + interval '15 minutes'
          from still s
        returning commons_assignment.person)
    select array_agg(a.person order by a.person) into hits from assigned a;
    return query select hit from unnest(hits) hit;
end
$$;

-- Who shares a number, or a name and a year, with somebody of the same registers: a search like any other, which finds her too.
create or replace function sealed.search_alike(p_user bigint, p_org bigint, p_grant bigint, p_person uuid)
returns table (ticket uuid, refusal text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select asked.ticket, asked.refusal
      from sealed.search(p_user, p_org, p_grant, array['LANDLINE', 'MOBILE', 'NAME_YEAR'], array(
               select distinct m.digest
                 from sealed.held_now(p_user, p_org, array[p_grant]) n
                 join public.commons_record rec on rec.register_id = n.register_id and rec.person = p_person
                 join sealed.mark m on m.record = rec.id
                where n.reach = 'SEARCH' and m.kind in ('LANDLINE', 'MOBILE', 'NAME_YEAR')
                order by m.digest)) asked
$$;

-- A machine may read many, without identity: one event a register, with the digest of the criterion and the count.
create or replace function sealed.ask_compute(
    p_user bigint, p_org bigint, p_grants bigint[], p_groups text[], p_criterion bytea
) returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    reading uuid := gen_random_uuid();
    opened boolean := false;
    row record;
    event_id bigint;
begin
    for row in
        select n.*, array(select distinct g from unnest(p_groups) g where g = any (n.groups)) as agreed,
               (select count(*)::integer from public.commons_record rec
                 where rec.register_id = n.register_id and rec.ended_at is null) as people
          from sealed.held_now(p_user, p_org, p_grants) n
         where n.reach = 'COMPUTE'
         order by n.grant_id, n.register_id
    loop
        opened := true;
        insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, register_ids,
                                  groups, count, digest, origin_kind, origin_id)
        values ('COMPUTED', reading, row.purpose, row.grant_id, p_user, p_org, row.role, array[row.register_id],
                row.agreed, row.people, p_criterion, row.origin_kind, row.origin_id)
        returning id into event_id;
        insert into sealed.ticket (user_id, organization_id, grant_id, register, groups, event_id)
        values (p_user, p_org, row.grant_id, row.register_id, row.agreed, event_id)
        returning id into ticket;
        return next;
    end loop;
    if not opened then
        insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, digest, refusal)
        values ('DENIED', reading,
                coalesce((select g.purpose from public.commons_grant g where g.id = p_grants[1]), ''),
                p_grants[1], p_user, p_org, p_criterion, 'NOTHING_OPEN');
        refusal := 'NOT_AVAILABLE';
        return next;
    end if;
end
$$;

-- One page of a bulk reading, by uuid of person; LANDLINE and MOBILE rows carry the blind index, never the number.
create or replace function sealed.compute(p_tickets uuid[], p_after uuid, p_limit integer)
returns table (person uuid, record bigint, register bigint, grp text, ciphertext bytea, key_id text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
begin
    perform sealed.must_see_the_present();
    perform pg_logical_emit_message(false, 'entremise', '', true);
    update sealed.ticket t set used_at = coalesce(t.used_at, clock_timestamp()) where t.id = any (p_tickets);
    return query
    with open as materialized (
        select t.register, array(select g from unnest(t.groups) g where g = any (n.groups)) as groups,
               n.purpose, n.origin_kind, n.origin_id
          from sealed.ticket t
         cross join lateral sealed.held_now(t.user_id, t.organization_id, array[t.grant_id]) n
         where t.id = any (p_tickets)
           and t.record is null
           and t.at > clock_timestamp() - interval '10 minutes'
           and t.xid is distinct from mine
           and n.register_id = t.register
           and n.reach = 'COMPUTE'
    ), page as materialized (
        select rec.person
          from public.commons_record rec
         where rec.register_id in (select o.register from open o)
           and rec.ended_at is null
           and (p_after is null or rec.person > p_after)
         group by rec.person
         order by rec.person
         limit least(p_limit, 5000)
    ), chosen as materialized (
        select rec.id, rec.person, rec.register_id, o.groups,
               sealed.is_stopped(rec.person, o.purpose, o.origin_kind, o.origin_id) as is_stopped
          from page
          join public.commons_record rec on rec.person = page.person and rec.ended_at is null
          join open o on o.register = rec.register_id
    )
    select c.person, c.id, c.register_id, case when c.is_stopped then 'STOPPED' end, null::bytea, null::text
      from chosen c
    union all
    select c.person, c.id, c.register_id, v.grp, v.ciphertext, v.key_id
      from chosen c join sealed.value v on v.record = c.id and v.grp = any (c.groups)
     where not c.is_stopped
    union all
    select c.person, c.id, c.register_id, m.kind, m.digest, null::text
      from chosen c join sealed.mark m on m.record = c.id and m.kind in ('LANDLINE', 'MOBILE')
     where not c.is_stopped
    order by 1, 2, 4 nulls first;
end
$$;
