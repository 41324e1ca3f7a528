-- What is allowed now: law, charters, decision, grant, holder. For the owner's functions only; the clock is the
-- database's, read at each statement, so that an end acts without a scheduler.

create or replace view sealed.role_now as
select held.user_id, held.organization_id, held.role, body.kind as organization_kind
  from public.accounts_roleheld held
  join public.accounts_user account on account.id = held.user_id and account.is_active
  join public.accounts_organization body on body.id = held.organization_id
 where held.starts_at <= clock_timestamp()
   and (held.ends_at is null or held.ends_at > clock_timestamp());

create or replace view sealed.charter_rule_now as
select rule.key, rule.value
  from public.commons_charterrule rule
  join public.commons_charter charter on charter.id = rule.charter_id
 where charter.in_force_at <= clock_timestamp()
   and (charter.superseded_at is null or charter.superseded_at > clock_timestamp());

-- One row for each register that a grant opens now, with the groups that every level agrees on.
create or replace view sealed.right_now as
select g.id as grant_id,
       r.id as register_id,
       r.kind,
       r.plain_name,
       g.purpose,
       g.reach,
       g.user_id as holder_user,
       g.role as holder_role,
       g.organization_id as holder_organization,
       g.origin_kind,
       g.origin_id,
       array(
           select distinct named.grp
             from unnest(g.groups) as named (grp)
             join sealed.law_group lawful on lawful.purpose = g.purpose and lawful.grp = named.grp
             join sealed.law_held held on held.kind = r.kind and held.grp = named.grp
            where (g.decision_id is null or named.grp = any (d.groups))
              and (g.reach <> 'COMPUTE' or exists (
                  select from sealed.law_flag f where f.name = 'COMPUTABLE' and f.item = named.grp))
              and not exists (
                  select from sealed.charter_rule_now c
                   where c.key = 'groups.' || g.purpose
                     and not (jsonb_typeof(c.value) = 'array' and c.value ? named.grp))
       )::text[] as groups,
       least(g.hourly_cap, (
           select min(case when jsonb_typeof(c.value) = 'object' then c.value ->> 'per_hour'
                           else c.value #>> '{}' end::numeric)::integer
             from sealed.charter_rule_now c
            where c.key = case g.reach
                when 'ASSIGNED' then 'reveals_per_caller_hour' when 'PAGE' then 'records_per_page' end)
       ) as hourly_cap
  from public.commons_grant g
  join public.commons_register r on r.id = any (g.registers)
  join sealed.law_basis law on law.kind = r.kind and law.purpose = g.purpose
  left join public.commons_decision d on d.id = g.decision_id
  left join public.commons_activation a on a.id = g.activation_id
 where g.state = 'ACTIVE'
   and g.not_before <= clock_timestamp()
   and g.expires_at > clock_timestamp()
   and (r.state = 'OPEN' or (r.state = 'CLOSED' and g.purpose = 'SUBJECT_RIGHTS'))
   and (g.decision_id is null or (
           d.purpose = g.purpose
           and (r.kind = 'CAMPAIGN' or r.id = any (d.registers))
           and d.starts_at <= clock_timestamp()
           and d.expires_at > clock_timestamp()
           and (d.revoked_at is null or d.revoked_at > clock_timestamp())
           and (d.kind <> 'EMERGENCY' or d.starts_at + interval '72 hours' > clock_timestamp())))
   and (g.activation_id is null or (
           a.activated_at <= clock_timestamp()
           and a.expires_at > clock_timestamp()
           and (a.lifted_at is null or a.lifted_at > clock_timestamp())))
   and case law.basis
           when 'ALWAYS' then true
           when 'PERSON' then true
           when 'ARMED' then g.activation_id is not null
           when 'DECISION' then
               d.id is not null and (not d.is_armed_by_activation or g.activation_id is not null)
           when 'DECISION_WITH_OPINION' then
               d.id is not null and (not d.is_armed_by_activation or g.activation_id is not null)
               and btrim(r.legal_opinion) <> ''
           else false
       end
   and (g.reach <> 'EXPORT' or exists (
           select from sealed.law_export x where x.kind = r.kind and x.purpose = g.purpose))
   and (r.kind <> 'VOLUNTARY' or r.agreed_purposes ? g.purpose or exists (
           select from sealed.law_flag f where f.name = 'NEVER_STOPPED' and f.item = g.purpose));

-- The same for one holder, where she acts: her role there is the one that the trace will name.
create or replace function sealed.held_now(p_user bigint, p_org bigint, p_grants bigint[])
returns table (
    grant_id bigint, register_id bigint, kind text, plain_name text, purpose text, reach text,
    origin_kind text, origin_id bigint, groups text[], hourly_cap integer, role text
)
language sql stable as $$
    select n.grant_id, n.register_id, n.kind, n.plain_name, n.purpose, n.reach,
           n.origin_kind, n.origin_id,
           array(select held.grp from unnest(n.groups) as held (grp)
                  where held.grp <> all (array(  -- some groups are closed to a role, whatever its grant holds
                        select f.item from sealed.law_flag f where f.name = 'CLOSED_TO.' || h.role))),
           n.hourly_cap, h.role
      from sealed.right_now n
     cross join lateral (
           select min(held.role) as role
             from sealed.role_now held
            where held.user_id = p_user
              and held.organization_id = p_org
              and (n.holder_user is null or n.holder_user = p_user)
              and (n.holder_role = '' or n.holder_role = held.role)
              and (n.holder_organization is null or n.holder_organization = p_org)
              and (held.organization_kind <> 'ASSOCIATION' or not exists (
                  select from sealed.law_flag f
                   where f.name = 'CLOSED_TO_ASSOCIATIONS' and f.item = n.kind))) h
     where n.grant_id = any (p_grants)
       and h.role is not null
$$;

create or replace function sealed.is_stopped(
    p_person uuid, p_purpose text, p_origin_kind text, p_origin_id bigint
) returns boolean
language sql stable as $$
    select not exists (
               select from sealed.law_flag f where f.name = 'NEVER_STOPPED' and f.item = p_purpose)
       and (exists (
               select from public.commons_objection o
                where o.person = p_person
                  and o.state in ('ACTING', 'VERIFIED')
                  and (o.scope = 'ALL'
                       or (o.scope = 'PURPOSE' and o.purpose = p_purpose)
                       or (o.scope = 'CAMPAIGN' and o.origin_kind = p_origin_kind
                           and o.origin_id = p_origin_id)))
            or exists (  -- typed in the name of somebody who refused
               select from public.commons_record rec
                where rec.person = p_person and rec.state = 'ASKED'))
$$;

create or replace function sealed.is_assigned(p_user bigint, p_person uuid, p_purpose text)
returns boolean
language sql stable as $$
    select exists (
        select from public.commons_assignment s
         where s.user_id = p_user
           and s.person = p_person
           and s.purpose = p_purpose
           and s.released_at is null
           and s.starts_at <= clock_timestamp()
           and s.until > clock_timestamp())
$$;

-- Whether whoever answers the number of her relative refused to be rung.
create or replace function sealed.has_relative_refused(p_record bigint) returns boolean
language sql stable as $$
    select exists (
        select from sealed.mark m
          join public.commons_relativeobjection o on o.digest = m.digest and o.withdrawn_at is null
         where m.record = p_record and m.kind = 'RELATIVE')
$$;

-- The records of these people that these grants concern, each with the reason why it stays closed ('' when open).
create or replace function sealed.judged(p_user bigint, p_org bigint, p_grants bigint[], p_people uuid[])
returns table (
    grant_id bigint, register_id bigint, plain_name text, purpose text, reach text, origin_kind text,
    origin_id bigint, groups text[], hourly_cap integer, role text, record bigint, person uuid, refusal text
)
language sql stable as $$
    with known as materialized (  -- by person first: a register has too many records to begin with
        select rec.id, rec.person, rec.register_id, rec.ended_at
          from public.commons_record rec
         where rec.person = any (p_people)
    ), waiting as materialized (
        select f.name, f.item from sealed.law_flag f where f.name like 'BY_STEP.%'
    )
    select n.grant_id, n.register_id, n.plain_name, n.purpose, n.reach, n.origin_kind, n.origin_id,
           -- Of the groups of the grant, those that are open on this record now: some wait for a step of the call that
           -- is held, and nothing but an assignment that names them opens them. Written here: as a function of its own
           -- it was planned anew for each asking and begun anew for each record.
           array(select held.grp
                   from unnest(n.groups) as held (grp)
                  where (held.grp <> all (array(
                            select w.item from waiting w where w.name = 'BY_STEP.' || n.purpose))
                         or (n.reach = 'ASSIGNED' and exists (
                            select from public.commons_assignment s
                             where s.user_id = p_user and s.person = rec.person and s.purpose = n.purpose
                               and held.grp = any (s.opens)
                               and s.released_at is null
                               and s.starts_at <= clock_timestamp()
                               and s.until > clock_timestamp())))
                    and (held.grp <> 'relative' or not sealed.has_relative_refused(rec.id))),
           n.hourly_cap, n.role, rec.id, rec.person,
           case
               when sealed.is_stopped(rec.person, n.purpose, n.origin_kind, n.origin_id) then 'OBJECTED'
               when n.reach in ('ASSIGNED', 'SEARCH', 'PAPER')
                    and not sealed.is_assigned(p_user, rec.person, n.purpose) then 'NOT_ASSIGNED'
               else ''
           end
      from sealed.held_now(p_user, p_org, p_grants) n
      join known rec
        on rec.register_id = n.register_id
       and (rec.ended_at is null or n.purpose = 'SUBJECT_RIGHTS')
$$;

-- Count these people against the hourly cap of a holder; false when that would pass it. People already counted
-- in the last hour are free: opening again what one holds is one reading.
create or replace function sealed.count_people(
    p_user bigint, p_grant bigint, p_people uuid[], p_cap integer
) returns boolean
language plpgsql volatile as $$
declare
    fresh uuid[];
    counted integer;
begin
    if not exists (
        select from unnest(p_people) as asked (person)
         where not exists (
               select from sealed.cap c
                where c.user_id = p_user and c.grant_id = p_grant and c.person = asked.person
                  and c.counted_at > clock_timestamp() - interval '1 hour'))
    then
        return true;
    end if;
    -- One holder at a time, so that fifty parallel asks see each other.
    perform pg_advisory_xact_lock(hashtextextended('sealed.cap ' || p_grant || ' ' || p_user, 0));
    delete from sealed.cap c
     where c.user_id = p_user and c.grant_id = p_grant
       and c.counted_at <= clock_timestamp() - interval '1 hour';
    select array_agg(distinct asked.person) into fresh
      from unnest(p_people) as asked (person)
     where not exists (
           select from sealed.cap c
            where c.user_id = p_user and c.grant_id = p_grant and c.person = asked.person);
    select count(*) into counted from sealed.cap c where c.user_id = p_user and c.grant_id = p_grant;
    if counted + coalesce(cardinality(fresh), 0) > p_cap then
        return false;
    end if;
    insert into sealed.cap (user_id, grant_id, person)
    select p_user, p_grant, person from unnest(fresh) as f (person);
    return true;
end
$$;

-- A decision reaches as many people as it was voted for, and no more; whom it has reached stays within reach.
-- What an act has armed is never shut for a number, since nobody is left alone in a heat wave: the overrun is
-- recorded, and shown in public.
create or replace function sealed.is_within_decision(p_grant bigint, p_people uuid[]) returns boolean
language plpgsql volatile as $$
declare
    ruling record;
    fresh uuid[];
    reached integer;
begin
    select d.id, d.people_cap, g.activation_id is not null as is_armed into ruling
      from public.commons_grant g
      join public.commons_decision d on d.id = g.decision_id
     where g.id = p_grant;
    if ruling.id is null or not exists (
        select from unnest(p_people) as asked (person)
         where not exists (
               select from sealed.reached r where r.decision = ruling.id and r.person = asked.person))
    then
        return true;
    end if;
    -- One at a time for the people who are new, so that callers together do not pass the number.
    perform pg_advisory_xact_lock(hashtextextended('sealed.reached ' || ruling.id, 0));
    select array_agg(distinct asked.person) into fresh
      from unnest(p_people) as asked (person)
     where not exists (
           select from sealed.reached r where r.decision = ruling.id and r.person = asked.person);
    select count(*) into reached from sealed.reached r where r.decision = ruling.id;
    if not ruling.is_armed and reached + coalesce(cardinality(fresh), 0) > ruling.people_cap then
        return false;
    end if;
    insert into sealed.reached (decision, person)
    select ruling.id, person from unnest(fresh) as f (person);
    return true;
end
$$;

-- How many people each of these decisions has reached: a number, for those who watch it.
create or replace function sealed.reached_by(p_decisions bigint[]) returns table (decision bigint, people bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select r.decision, count(*) from sealed.reached r where r.decision = any (p_decisions) group by r.decision
$$;

-- A transaction that sees the present: an old snapshot would hide a revocation.
create or replace function sealed.must_see_the_present() returns void
language plpgsql volatile as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'sealed: only in a read committed transaction' using errcode = '42501';
    end if;
end
$$;

-- What another transaction asked and noted, once, within two minutes; no row for anything else. For answers that hold no
-- value: register 0 is nobody's, so that no door to values takes such a ticket.
create or replace function sealed.taken(p_ticket uuid, p_kind text)
returns table (user_id bigint, organization_id bigint, grant_id bigint, person uuid, event_id bigint)
language plpgsql volatile as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
begin
    perform sealed.must_see_the_present();
    perform pg_logical_emit_message(false, 'entremise', '', true);
    return query
    update sealed.ticket t set used_at = clock_timestamp()
      from sealed.event e
     where t.id = p_ticket
       and t.record is null
       and t.register = 0
       and t.used_at is null
       and t.at > clock_timestamp() - interval '2 minutes'
       and t.xid is distinct from mine
       and e.id = t.event_id
       and e.kind = p_kind
    returning t.user_id, t.organization_id, t.grant_id, t.person, t.event_id;
end
$$;
