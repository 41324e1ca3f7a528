-- Reading one person, or a page of people, in two steps: ask (committed), then redeem.
-- Plans are made once and by index, whatever the statistics say: a reading is a handful of look-ups by key.

create or replace function sealed.ask(
    p_user bigint, p_org bigint, p_grants bigint[], p_person uuid, p_groups text[]
) returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp 
    set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    reading uuid := gen_random_uuid();
    found_any boolean := false;
    opened boolean := false;
    was_capped boolean := false;
    row record;
    agreed text[];
    reason text;
    event_id bigint;
begin
    for row in
        select * from sealed.judged(p_user, p_org, p_grants, array[p_person]) j
         where j.reach in ('ASSIGNED', 'SEARCH', 'PAGE', 'PAPER')
         order by j.grant_id, j.record
    loop
        found_any := true;
        agreed := array(select distinct g from unnest(p_groups) g where g = any (row.groups));
        reason := case when row.refusal = '' and agreed = '{}' then 'NO_GROUP' else row.refusal end;
        if reason = '' and not sealed.count_people(p_user, row.grant_id, array[p_person], row.hourly_cap) then
            reason := 'CAPPED';
        elsif reason = '' and not sealed.is_within_decision(row.grant_id, array[p_person]) then
            reason := 'DECISION_FULL';
        end if;
        was_capped := was_capped or reason in ('CAPPED', 'DECISION_FULL');
        insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person,
                                  register_ids, groups, origin_kind, origin_id, refusal)
        values (case when reason = '' then 'OPENED' when reason in ('CAPPED', 'DECISION_FULL') then 'CAPPED'
                     else 'DENIED' end,
                reading, row.purpose, row.grant_id, p_user, p_org, row.role, p_person,
                array[row.register_id], agreed, row.origin_kind, row.origin_id, reason)
        returning id into event_id;
        if reason = '' then
            opened := true;
            refusal := null;
            insert into sealed.ticket (user_id, organization_id, grant_id, register, record, person, groups, event_id)
            values (p_user, p_org, row.grant_id, row.register_id, row.record, p_person, agreed, event_id)
            returning id into ticket;
            return next;
        end if;
    end loop;
    if not found_any then
        insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, person, refusal)
        values ('DENIED', reading,
                coalesce((select g.purpose from public.commons_grant g where g.id = p_grants[1]), ''),
                p_grants[1], p_user, p_org, p_person, 'NOTHING_OPEN');
    end if;
    if not opened then  -- one answer, whatever the reason; the trace knows it
        ticket := null;
        refusal := case when was_capped then 'CAPPED' else 'NOT_AVAILABLE' end;
        return next;
    end if;
end
$$;

create or replace function sealed.ask_page(
    p_user bigint, p_org bigint, p_grant bigint, p_people uuid[], p_groups text[]
) returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp 
    set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    asked uuid[] := array(select distinct p from unnest(p_people) p where p is not null);
    reason text := '';
    shown uuid[];
    sample record;
    event_id bigint;
begin
    select array_agg(distinct j.person), min(j.purpose) as purpose, min(j.reach) as reach, min(j.role) as role,
           min(j.hourly_cap) as hourly_cap, array_agg(distinct j.register_id) as register_ids,
           min(j.origin_kind) as origin_kind, min(j.origin_id) as origin_id,
           array(select distinct g from unnest(p_groups) g
                  where g = any (array(select unnest(n.groups)
                                         from sealed.held_now(p_user, p_org, array[p_grant]) n))) as groups
      into sample
      from sealed.judged(p_user, p_org, array[p_grant], asked) j
     where j.refusal = '' and p_groups && j.groups;
    shown := sample.array_agg;
    if shown is null then
        reason := 'NOTHING_OPEN';
    elsif cardinality(asked) > (case sample.reach when 'PAPER' then 12 else 25 end)
          or sample.reach not in ('ASSIGNED', 'SEARCH', 'PAGE', 'PAPER') then
        reason := 'TOO_MANY';
    elsif sample.role = 'CALLER' and cardinality(asked) > 1 then
        reason := 'CALLER_LISTS';  -- a caller sees one person at a time
    elsif not sealed.count_people(p_user, p_grant, shown, sample.hourly_cap) then
        reason := 'CAPPED';
    elsif not sealed.is_within_decision(p_grant, shown) then
        reason := 'DECISION_FULL';
    end if;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, people,
                              register_ids, groups, count, origin_kind, origin_id, refusal)
    values (case when reason = '' then 'OPENED' when reason in ('CAPPED', 'DECISION_FULL') then 'CAPPED'
                 else 'DENIED' end, gen_random_uuid(),
            coalesce(sample.purpose, (select g.purpose from public.commons_grant g where g.id = p_grant), ''),
            p_grant, p_user, p_org, coalesce(sample.role, ''),
            case when reason = '' then shown end, coalesce(sample.register_ids, '{}'),
            case when reason = '' then sample.groups else '{}' end,
            case when reason = '' then cardinality(shown) else cardinality(asked) end,
            coalesce(sample.origin_kind, ''), sample.origin_id, reason)
    returning id into event_id;
    if reason <> '' then
        ticket := null;
        refusal := case when reason in ('CAPPED', 'DECISION_FULL') then 'CAPPED' else 'NOT_AVAILABLE' end;
        return next;
        return;
    end if;
    return query
    insert into sealed.ticket (user_id, organization_id, grant_id, register, record, person, groups, event_id)
    select p_user, p_org, j.grant_id, j.register_id, j.record, j.person,
           array(select distinct g from unnest(p_groups) g where g = any (j.groups)), event_id
      from sealed.judged(p_user, p_org, array[p_grant], shown) j
     where j.refusal = '' and p_groups && j.groups
    returning id, null::text;
end
$$;

-- The values of committed tickets, each once, within two minutes, judged again; a row with a null group for a
-- record that holds none of them. A ticket that is refused gives no row.
create or replace function sealed.redeem(p_tickets uuid[])
returns table (
    ticket uuid, person uuid, record bigint, register bigint, plain_name text,
    grp text, ciphertext bytea, key_id text, changed_at timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp 
    set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
    taken uuid[];
    asked record;
begin
    perform sealed.must_see_the_present();
    -- The trace reaches the disk before the value leaves: flush all that was written before.
    perform pg_logical_emit_message(false, 'entremise', '', true);
    with used as (
        update sealed.ticket t set used_at = clock_timestamp()
         where t.id = any (p_tickets)
           and t.record is not null
           and t.used_at is null
           and t.at > clock_timestamp() - interval '2 minutes'
           and t.xid is distinct from mine
        returning t.id)
    select array_agg(id) into taken from used;
    for asked in  -- new statements, new snapshots; grant by grant, so that one index look-up finds each
        select t.user_id, t.organization_id, t.grant_id, array_agg(t.person) as people, array_agg(t.id) as tickets
          from sealed.ticket t
         where t.id = any (taken)
         group by t.user_id, t.organization_id, t.grant_id
    loop
        return query
        select t.id, t.person, t.record, t.register, j.plain_name::text, v.grp, v.ciphertext, v.key_id, v.changed_at
          from sealed.judged(asked.user_id, asked.organization_id, array[asked.grant_id], asked.people) j
          join sealed.ticket t on t.id = any (asked.tickets) and t.record = j.record and t.groups <@ j.groups
          left join sealed.value v on v.record = t.record and v.grp = any (t.groups)
         where j.refusal = '';
    end loop;
end
$$;

-- Note that tickets came too late or were stopped in between; called by the vault when redeem gave nothing.
create or replace function sealed.lapse(p_tickets uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person,
                              register_ids, groups, origin_kind, origin_id, refusal)
    select 'LAPSED', e.reading, e.purpose, t.grant_id, t.user_id, t.organization_id, e.role, t.person,
           array[t.register], t.groups, e.origin_kind, e.origin_id, 'LAPSED'
      from sealed.ticket t
      join sealed.event e on e.id = t.event_id
     where t.id = any (p_tickets)
$$;
