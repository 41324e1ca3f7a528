-- A file with names: asked by a steward, countersigned by another human, traced and committed, then read by pages.

-- Exports that may be built now. Two humans, not two accounts; who countersigned still holds her role there.
create or replace view sealed.export_now as
select e.id as export_id, e.user_id, e.organization_id, e.purpose, e.registers, e.groups, e.people, e.people_cap,
       e.recipient_key, g.id as grant_id
  from public.commons_export e
  join public.commons_grant g
    on g.origin_kind = 'EXPORT' and g.origin_id = e.id and g.reach = 'EXPORT' and g.purpose = e.purpose
  join public.accounts_user first on first.id = e.user_id
  join public.accounts_user second on second.id = e.countersigned_by_id
 where e.state = 'COUNTERSIGNED'
   and e.countersigned_at > clock_timestamp() - interval '72 hours'
   and second.human_id <> first.human_id
   and exists (
       select from sealed.role_now held
         join sealed.law_flag f on f.name = 'COUNTERSIGNS_EXPORTS' and f.item = held.role
        where held.user_id = second.id and held.organization_id = e.organization_id);

-- Of these people, who leaves with an export: whom grant and signatures name, who has not said no.
create or replace function sealed.leaving(p_user bigint, p_org bigint, p_export bigint, p_people uuid[])
returns table (
    grant_id bigint, register_id bigint, plain_name text, purpose text, groups text[], role text, people_cap integer,
    recipient_key text, record bigint, person uuid
)
language sql stable as $$
    select j.grant_id, j.register_id, j.plain_name, j.purpose,
           array(select g from unnest(j.groups) g where g = any (x.groups) order by g),
           j.role, x.people_cap, x.recipient_key, j.record, j.person
      from sealed.export_now x
     cross join lateral sealed.judged(p_user, p_org, array[x.grant_id], p_people) j
      join sealed.law_flag f on f.name = 'ASKS_EXPORTS' and f.item = j.role
     where x.export_id = p_export
       and x.user_id = p_user
       and x.organization_id = p_org
       and j.purpose = x.purpose
       and j.register_id = any (x.registers)
       and (x.people is null or j.person = any (x.people))
       and j.refusal = ''
$$;

-- One event names everybody who leaves and every field; one ticket a register.
create or replace function sealed.ask_export(p_user bigint, p_org bigint, p_export bigint)
returns table (ticket uuid, people integer, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    known uuid[] := array(
        select distinct rec.person
          from public.commons_export e
          join public.commons_record rec on rec.register_id = any (e.registers) and rec.ended_at is null
         where e.id = p_export);
    out record;
    reason text := '';
    event_id bigint;
begin
    select array_agg(distinct l.person order by l.person) as people, array_agg(distinct l.register_id) as register_ids,
           array(select distinct g from unnest(string_to_array(string_agg(array_to_string(l.groups, ','), ','), ',')) g
                  where g <> '' order by g) as groups,
           min(l.grant_id) as grant_id, min(l.purpose) as purpose, min(l.role) as role,
           min(l.people_cap) as people_cap, min(l.recipient_key) as recipient_key
      into out
      from sealed.leaving(p_user, p_org, p_export, known) l;
    if out.people is null or out.groups = '{}' then
        reason := 'NOTHING_OPEN';
    elsif cardinality(out.people) > out.people_cap then
        reason := 'CAPPED';  -- more than were countersigned
    end if;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, people,
                              register_ids, groups, count, digest, origin_kind, origin_id, refusal)
    values (case reason when '' then 'EXPORTED' when 'CAPPED' then 'CAPPED' else 'DENIED' end, gen_random_uuid(),
            coalesce(out.purpose, (select e.purpose from public.commons_export e where e.id = p_export), ''),
            out.grant_id, p_user, p_org, coalesce(out.role, ''), case when reason = '' then out.people end,
            coalesce(out.register_ids, '{}'), case when reason = '' then out.groups else '{}' end,
            coalesce(cardinality(out.people), 0),
            sha256(convert_to(out.recipient_key || ' ' || array_to_string(out.people, ','), 'UTF8')),
            'EXPORT', p_export, reason)
    returning id into event_id;
    if reason <> '' then
        refusal := case reason when 'CAPPED' then 'CAPPED' else 'NOT_AVAILABLE' end;
        return next;
        return;
    end if;
    return query
    insert into sealed.ticket (user_id, organization_id, grant_id, register, groups, event_id)
    select p_user, p_org, out.grant_id, register_id, out.groups, event_id
      from unnest(out.register_ids) as r (register_id)
    returning id, cardinality(out.people), null::text;
end
$$;

-- The values of the people whom the event names, from place p_from on, judged again at each page.
create or replace function sealed.redeem_export(p_tickets uuid[], p_from integer, p_limit integer)
returns table (
    ticket uuid, person uuid, record bigint, register bigint, plain_name text,
    grp text, ciphertext bytea, key_id text, changed_at timestamptz
)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
    opened record;
begin
    perform sealed.must_see_the_present();
    perform pg_logical_emit_message(false, 'entremise', '', true);
    update sealed.ticket t set used_at = coalesce(t.used_at, clock_timestamp()) where t.id = any (p_tickets);
    for opened in
        select t.id, t.user_id, t.organization_id, t.register, t.groups, e.origin_id,
               e.people[p_from + 1 : p_from + least(p_limit, 500)] as people
          from sealed.ticket t
          join sealed.event e on e.id = t.event_id and e.kind = 'EXPORTED'
         where t.id = any (p_tickets)
           and t.record is null
           and t.at > clock_timestamp() - interval '10 minutes'
           and t.xid is distinct from mine
    loop
        return query
        select opened.id, l.person, l.record, l.register_id, l.plain_name, v.grp, v.ciphertext, v.key_id, v.changed_at
          from sealed.leaving(opened.user_id, opened.organization_id, opened.origin_id, opened.people) l
          left join sealed.value v
            on v.record = l.record and v.grp = any (l.groups) and v.grp = any (opened.groups)
         where l.register_id = opened.register;
    end loop;
end
$$;
