-- How many of the people named are called Madame, Monsieur or neither, by cell: numbers alone, to see whether what is
-- done of people is fair. Each person once, so that no two cells differ by her alone; never of fewer than eleven
-- people, never a number below eleven; each other list is one more against the hourly cap, so that lists beside each
-- other do not single many out.

create or replace function sealed.criterion(p_people uuid[], p_cells integer[]) returns bytea
language sql immutable as $$
    select sha256(convert_to(array_to_string(p_people, ',') || ';' || array_to_string(p_cells, ','), 'UTF8'))
$$;

-- Of these people, those whom this grant lets its holder count in this register now.
create or replace function sealed.counted(
    p_user bigint, p_org bigint, p_grant bigint, p_register bigint, p_people uuid[]
) returns uuid[]
language sql stable as $$
    select array(
        select distinct rec.person
          from sealed.held_now(p_user, p_org, array[p_grant]) n
          join public.commons_record rec on rec.register_id = n.register_id and rec.ended_at is null
         where n.reach = 'COMPUTE' and n.register_id = p_register
           and rec.person = any (p_people)
           and not sealed.is_stopped(rec.person, n.purpose, n.origin_kind, n.origin_id))
$$;

create or replace function sealed.ask_titles(
    p_user bigint, p_org bigint, p_grants bigint[], p_people uuid[], p_cells integer[]
) returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    few constant integer := 11;
    criterion bytea := sealed.criterion(p_people, p_cells);
    reason text := '';
    known uuid[] := '{}';
    opened record;
    event_id bigint;
begin
    select n.* into opened
      from sealed.held_now(p_user, p_org, p_grants) n
     where n.reach = 'COMPUTE'
     order by n.grant_id, n.register_id
     limit 1;
    if opened.grant_id is null then
        reason := 'NOTHING_OPEN';
    elsif not sealed.count_people(
        p_user, opened.grant_id, array[encode(substr(criterion, 1, 16), 'hex')::uuid], opened.hourly_cap) then
        reason := 'CAPPED';
    else
        known := sealed.counted(p_user, p_org, opened.grant_id, opened.register_id, p_people);
        if cardinality(known) < few then
            reason := 'TOO_FEW';
        elsif cardinality(p_people) > (select count(distinct asked) from unnest(p_people) asked) then
            reason := 'TWICE';
        end if;
    end if;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, register_ids,
                              count, digest, origin_kind, origin_id, refusal)
    values (case reason when '' then 'COMPUTED' when 'CAPPED' then 'CAPPED' else 'DENIED' end, gen_random_uuid(),
            coalesce(opened.purpose, (select g.purpose from public.commons_grant g where g.id = p_grants[1]), ''),
            coalesce(opened.grant_id, p_grants[1]), p_user, p_org, coalesce(opened.role, ''),
            case when opened.register_id is null then '{}'::bigint[] else array[opened.register_id] end,
            cardinality(known), criterion, coalesce(opened.origin_kind, ''), opened.origin_id, reason)
    returning id into event_id;
    if reason <> '' then
        refusal := case reason when 'CAPPED' then 'CAPPED' else 'NOT_AVAILABLE' end;
        return next;
        return;
    end if;
    insert into sealed.ticket (user_id, organization_id, grant_id, register, groups, event_id)
    values (p_user, p_org, opened.grant_id, 0, '{}', event_id)
    returning id into ticket;
    return next;
end
$$;

-- The numbers of a list that was noted: of the same people in the same cells.
create or replace function sealed.count_titles(p_ticket uuid, p_people uuid[], p_cells integer[])
returns table (cell integer, digest bytea, people bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    few constant integer := 11;
    noted record;
    known uuid[];
begin
    select t.*, e.register_ids[1] as register into noted
      from sealed.taken(p_ticket, 'COMPUTED') t
      join sealed.event e on e.id = t.event_id and e.digest = sealed.criterion(p_people, p_cells);
    known := sealed.counted(noted.user_id, noted.organization_id, noted.grant_id, noted.register, p_people);
    if cardinality(known) < few then
        return;
    end if;
    return query
    with titled as materialized (
        select rec.person, (array_agg(m.digest order by m.digest))[1] as title
          from public.commons_record rec
          left join sealed.mark m on m.record = rec.id and m.kind = 'TITLE'
         where rec.register_id = noted.register
           and rec.ended_at is null
           and rec.person = any (known)
         group by rec.person
    )
    select asked.cell, t.title, case when count(*) >= few then count(*) end
      from unnest(p_people, p_cells) as asked (person, cell)
      join titled t on t.person = asked.person
     group by asked.cell, t.title;
end
$$;
