-- Writing values, comparing a delivery without opening anything, taking a delivery back, erasing.
-- Values travel packed: one blob and their lengths, so that a hundred thousand rows need no right on a table.

-- Counts again the tables that a delivery walks, where the last count does not fit their size: one made while their
-- rows were not yet certain says « empty », and each line is then held against all rows, for half a minute a chunk.
create or replace function sealed.count_again() returns void
language plpgsql volatile as $$
declare
    miscounted regclass;
begin
    for miscounted in
        select c.oid from pg_class c
         where c.oid = any ('{sealed.mark, sealed.value, sealed.replaced, public.commons_record}'::regclass[])
           and pg_relation_size(c.oid) > 16 * 8192 and c.reltuples >= 0
           and c.reltuples < pg_relation_size(c.oid) / 8192  -- less than a row a page, where dozens have room
         order by c.oid
    loop
        execute format('analyze %s', miscounted);
    end loop;
end
$$;

-- Whom this grant lets its holder write about: '' when she may, otherwise the reason.
create or replace function sealed.writing_refusal(
    p_user bigint, p_org bigint, p_grant bigint, p_register bigint, p_people uuid[]
) returns text
language plpgsql stable as $$
declare
    opened record;
begin
    if p_user is null and p_grant is null then  -- a resident's own entry: of one person unknown here
        return case
            when cardinality(p_people) <> 1 then 'TOO_MANY'
            when not exists (
                select from public.commons_register r
                  join sealed.law_flag f on f.name = 'OPEN_TO_RESIDENTS' and f.item = r.kind
                 where r.id = p_register and r.state = 'OPEN') then 'NOTHING_OPEN'
            when exists (select from public.commons_record rec where rec.person = p_people[1]) then 'KNOWN'
            else '' end;
    end if;
    select n.reach, n.purpose, n.kind into opened
      from sealed.held_now(p_user, p_org, array[p_grant]) n
      join public.commons_register r on r.id = n.register_id and r.state = 'OPEN'
     where n.register_id = p_register and n.reach in ('ASSIGNED', 'SEARCH', 'PAGE');
    if not found then
        return 'NOTHING_OPEN';
    end if;
    if opened.reach = 'ASSIGNED' and opened.kind <> 'CAMPAIGN' and opened.purpose <> 'REFERRAL' then
        return 'NOT_HER_REGISTER';  -- who calls or helps writes beside the registers, never into them
    end if;
    if opened.reach <> 'PAGE' and exists (
        select from unnest(p_people) as known (person)
         where exists (select from public.commons_record rec where rec.person = known.person)
           and not sealed.is_assigned(p_user, known.person, opened.purpose))
    then
        return 'NOT_ASSIGNED';
    end if;
    return '';
end
$$;

-- Whether these marks are those of somebody who said no to so much: a delivery does not bring her back.
create or replace function sealed.has_refused(p_digests bytea[], p_scopes text[]) returns boolean
language sql stable as $$
    select exists (
        select from public.commons_objectionmark m
          join public.commons_objection o on o.id = m.objection_id
         where m.digest = any (p_digests)
           and o.state in ('ACTING', 'VERIFIED')
           and o.scope = any (p_scopes))
$$;

-- The state of a new record. Who types an entry on the web proves nothing: in the name of somebody who refused, it
-- stays closed like her refusal until the desk has asked her.
create or replace function sealed.first_state(p_grant bigint, p_digests bytea[]) returns text
language sql stable as $$
    select case when p_grant is null and sealed.has_refused(p_digests, array['ALL', 'PURPOSE', 'CAMPAIGN'])
                then 'ASKED' else 'REGISTERED' end
$$;

create or replace function sealed.store(
    p_user bigint, p_org bigint, p_grant bigint, p_register bigint, p_batch bigint, p_key text,
    p_records bigint[], p_people uuid[], p_modes text[], p_at timestamptz[], p_externals bytea[],
    v_records bigint[], v_groups text[], v_lengths integer[], v_blob bytea,
    m_kinds text[], m_records bigint[], m_names text[], m_digests bytea
) returns table (added integer, changed integer, left_out bigint[], refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    now_at timestamptz := clock_timestamp();
    begins text;
    known record;
begin
    added := 0;
    changed := 0;
    left_out := '{}';
    refusal := nullif(sealed.writing_refusal(p_user, p_org, p_grant, p_register, p_people), '');
    if refusal is null and not (
        cardinality(p_records) = all (array[
            cardinality(p_people), cardinality(p_modes), cardinality(p_at), cardinality(p_externals)])
        and cardinality(v_records) = all (array[cardinality(v_groups), cardinality(v_lengths)])
        and cardinality(m_records) = cardinality(m_names)
        and octet_length(m_digests) = 32 * cardinality(m_records))
    then
        refusal := 'MALFORMED';
    end if;
    if refusal is null then  -- held until the end: a rotation waits for it, and nothing is sealed under a former key
        perform from public.commons_register r where r.id = p_register and r.key_id = p_key for share;
        refusal := case when not found then 'KEY_CHANGED' end;
    end if;
    if refusal is null and exists (
        select from unnest(v_groups) g
         where not exists (
               select from sealed.law_held h
                 join public.commons_register r on r.id = p_register and r.kind = h.kind
                where h.grp = g))
    then
        refusal := 'FORBIDDEN_GROUP';
    end if;
    if refusal is null and not (
        v_groups <@ array['facts'] and m_records = '{}' and m_kinds = '{}'
        and not exists (select from unnest(p_records) as given (id)
                         where not exists (select from public.commons_record rec where rec.id = given.id)))
        and exists (  -- what services say of a report is written beside her entry; the entry itself stays as she made it
        select from sealed.held_now(p_user, p_org, array[p_grant]) n
         where n.register_id = p_register and n.reach = 'ASSIGNED' and n.purpose = 'REFERRAL' and n.kind <> 'CAMPAIGN')
    then
        refusal := 'NOT_HER_REGISTER';
    end if;
    if p_batch is null then  -- somebody who is forgotten in this minute is not written to
        perform from public.commons_record rec where rec.id = any (p_records) order by rec.id for no key update;
    end if;
    if refusal is null and exists (  -- a record of another register or person is nobody's to write
        select from unnest(p_records, p_people) as given (id, person)
          join public.commons_record rec on rec.id = given.id
         where rec.register_id <> p_register or rec.person <> given.person or rec.ended_at is not null)
    then
        refusal := 'NOT_THIS_RECORD';
    end if;
    -- By hash: « <@ » would walk the one list for each item of the other.
    if refusal is null and exists (
        (select unnest(v_records) union all select unnest(m_records)) except select unnest(p_records))
    then
        refusal := 'NOT_THIS_RECORD';
    end if;
    if refusal is not null then
        return next;  -- the door notes it, beside the transaction that it takes back
        return;
    end if;

    if p_batch is not null then
        perform sealed.count_again();
    end if;
    if exists (select from public.commons_objectionmark) then
        left_out := array(
            select given.id
              from unnest(p_records, p_modes) as given (id, mode)
              join (select m.record, array_agg(substr(m_digests, (m.place::integer - 1) * 32 + 1, 32)) as digests
                      from unnest(m_records, m_names) with ordinality as m (record, name, place)
                     where m.name in ('NAME_DATE', 'PHONE_FIRST')
                     group by m.record) said on said.record = given.id
             where given.mode <> 'SELF'
               and not exists (select from public.commons_record rec where rec.id = given.id)
               and sealed.has_refused(said.digests, array['ALL']));
    end if;
    begins := sealed.first_state(p_grant, case when p_grant is null then array(  -- of one person
        select substr(m_digests, (m.place::integer - 1) * 32 + 1, 32)
          from unnest(m_names) with ordinality as m (name, place)
         where m.name in ('NAME_DATE', 'PHONE_FIRST')) end);

    with fresh as (
        insert into public.commons_record (id, register_id, person, batch, mode, state, external_digest,
                                           registered_at, updated_at)
        select given.id, p_register, given.person, p_batch, given.mode, begins, given.external,
               coalesce(given.at, now_at), now_at
          from unnest(p_records, p_people, p_modes, p_at, p_externals) as given (id, person, mode, at, external)
         where not given.id = any (left_out)
        on conflict (id) do nothing
        returning 1)
    select count(*) into added from fresh;
    changed := cardinality(p_records) - added - cardinality(left_out);
    if changed > 0 then
        update public.commons_record rec  -- whoever is written to by hand is no longer of a file alone
           set updated_at = now_at, batch = case when p_batch is not null then rec.batch end
          from unnest(p_records) as given (id)
         where rec.id = given.id and rec.updated_at <> now_at;
        if p_batch is not null then
            perform sealed.keep_replaced(p_batch, p_register, now_at, p_records, m_kinds);
        end if;
        delete from sealed.mark m using unnest(p_records) as given (id)
         where m.record = given.id and m.kind = any (m_kinds);
        delete from sealed.value v
         using unnest(v_records, v_groups, v_lengths) as given (record, grp, length)
         where v.record = given.record and v.grp = given.grp and given.length = 0;
    end if;

    insert into sealed.value as held (record, grp, ciphertext, key_id, changed_at)
    select given.record, given.grp, substr(v_blob, given.start::integer + 1, given.length), p_key, now_at
      from (select u.record, u.grp, u.length,
                   sum(u.length) over (order by u.place) - u.length as start
              from unnest(v_records, v_groups, v_lengths) with ordinality as u (record, grp, length, place)
           ) given
     where given.length > 0 and not given.record = any (left_out)
    on conflict (record, grp) do update
       set ciphertext = excluded.ciphertext, key_id = excluded.key_id, changed_at = excluded.changed_at
     where held.ciphertext <> excluded.ciphertext;
    insert into sealed.mark (record, kind, digest)
    select m.record, m.name, substr(m_digests, (m.place::integer - 1) * 32 + 1, 32)
      from unnest(m_records, m_names) with ordinality as m (record, name, place)
     where not m.record = any (left_out)
    on conflict do nothing;

    -- An objection whose person was erased finds her again when she comes back.
    if exists (select from public.commons_objection o where o.person is null) then
        update public.commons_objection o set person = rec.person
          from public.commons_objectionmark om, sealed.mark m, public.commons_record rec
         where o.person is null and o.state in ('ACTING', 'VERIFIED') and o.scope <> 'ALL'
           and om.objection_id = o.id and m.digest = om.digest and m.record = any (p_records)
           and rec.id = m.record;
    end if;

    select n.purpose, n.role into known from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.register_id = p_register;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person,
                              register_ids, groups, count)
    values ('SEALED', gen_random_uuid(), coalesce(known.purpose, 'REGISTER_UPKEEP'), p_grant, p_user, p_org,
            coalesce(known.role, ''), case when cardinality(p_people) = 1 then p_people[1] end,
            array[p_register], array(select distinct g from unnest(v_groups) g order by g), added + changed);
    return next;
end
$$;

-- What a delivery is about to write over, kept until the next delivery of the register.
create or replace function sealed.keep_replaced(
    p_batch bigint, p_register bigint, p_at timestamptz, p_records bigint[], p_kinds text[]
) returns void
language plpgsql volatile as $$
begin
    -- Once a delivery: it reads the whole table.
    if not exists (select from sealed.replaced r where r.batch = p_batch and r.register = p_register) then
        delete from sealed.replaced where register = p_register and batch <> p_batch;
    end if;
    insert into sealed.replaced (batch, register, at, record, grp, ciphertext, key_id)
    select p_batch, p_register, p_at, v.record, v.grp, v.ciphertext, v.key_id
      from sealed.value v join unnest(p_records) as given (id) on given.id = v.record
      join public.commons_record rec on rec.id = v.record and rec.batch is distinct from p_batch
     where not exists (
           select from sealed.replaced r where r.record = v.record and r.batch = p_batch and r.grp = v.grp);
    insert into sealed.replaced (batch, register, at, record, mark_kind, mark_digest)
    select p_batch, p_register, p_at, m.record, m.kind, m.digest
      from sealed.mark m join unnest(p_records) as given (id) on given.id = m.record
      join public.commons_record rec on rec.id = m.record and rec.batch is distinct from p_batch
     where m.kind = any (p_kinds)
       and not exists (
           select from sealed.replaced r
            where r.record = m.record and r.batch = p_batch and r.mark_digest = m.digest);
end
$$;

-- A delivery is held against a register, or against some of its entries (p_records): noted at once, answered in another
-- transaction, for so many lines or comparisons. A guess that is right shows: so the event of the second kind names
-- whose entries were compared, and in what.
create or replace function sealed.ask_comparison(
    p_user bigint, p_org bigint, p_grant bigint, p_register bigint, p_count integer,
    p_records bigint[], p_groups text[]
) returns table (ticket uuid, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened record;
    compared uuid[];
    event_id bigint;
begin
    select n.purpose, n.role, n.reach into opened
      from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.register_id = p_register and n.reach = 'PAGE';
    if p_records is not null then
        compared := array(
            select distinct rec.person
              from unnest(p_records) as given (id)
              join public.commons_record rec on rec.id = given.id and rec.register_id = p_register);
    end if;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, people, register_ids,
                              groups, count, refusal)
    values (case when opened.reach is null then 'DENIED' else 'COMPUTED' end, gen_random_uuid(),
            coalesce(opened.purpose, ''), p_grant, p_user, p_org, coalesce(opened.role, ''), compared,
            array[p_register], coalesce(p_groups, '{}'), p_count,
            case when opened.reach is null then 'NOTHING_OPEN' else '' end)
    returning id into event_id;
    if opened.reach is null then
        refusal := 'NOT_AVAILABLE';
        return next;
        return;
    end if;
    insert into sealed.ticket (user_id, organization_id, grant_id, register, groups, event_id)
    values (p_user, p_org, p_grant, 0, '{}', event_id)
    returning id into ticket;
    return next;
end
$$;

-- The register that a noted comparison of so many lines still opens; none otherwise.
create or replace function sealed.compared_in(p_ticket uuid, p_count integer)
returns table (register bigint, people uuid[], groups text[])
language sql volatile as $$
    select n.register_id, e.people, e.groups
      from sealed.taken(p_ticket, 'COMPUTED') t
      join sealed.event e on e.id = t.event_id and e.count = p_count
     cross join lateral sealed.held_now(t.user_id, t.organization_id, array[t.grant_id]) n
     where n.register_id = any (e.register_ids) and n.reach = 'PAGE'
$$;

-- Which record of the register each line belongs to, by its own number or by blind index; nothing is opened.
create or replace function sealed.match(
    p_ticket uuid, p_externals bytea[], m_lines integer[], m_names text[], m_digests bytea
) returns table (line integer, record bigint, person uuid, is_by_number boolean, elsewhere uuid, objected boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_custom_plan  -- one plan for any delivery took the wrong way through fresh tables
as $$
declare
    p_register bigint := (
        select c.register from sealed.compared_in(p_ticket, cardinality(p_externals)) c where c.people is null);
begin
    if p_register is null then
        return;
    end if;
    perform sealed.count_again();
    return query
    with marks as materialized (
        select m.line, m.name, substr(m_digests, (m.place::integer - 1) * 32 + 1, 32) as digest
          from unnest(m_lines, m_names) with ordinality as m (line, name, place)
    ), marked as materialized (  -- before any record: on fresh tables the three together began with all records
        select m.line, m.name, held.record
          from marks m
          join sealed.mark held on held.digest = m.digest and held.kind = m.name
         where m.name in ('NAME_DATE', 'PHONE_FIRST')
    ), hits as materialized (
        select m.line, m.name, rec.id, rec.person, rec.register_id
          from marked m
          join public.commons_record rec on rec.id = m.record and rec.ended_at is null
    ), found as (
        select e.place::integer as line, rec.id, rec.person, 'NUMBER' as how
          from unnest(p_externals) with ordinality as e (digest, place)
          join public.commons_record rec
            on rec.register_id = p_register and rec.external_digest = e.digest and rec.ended_at is null
        union all
        select h.line, h.id, h.person, h.name from hits h where h.register_id = p_register
    ), own as materialized (
        select f.line, f.id, f.person, bool_or(f.how = 'NAME_DATE') as is_named,
               bool_or(f.how = 'PHONE_FIRST') as is_rung, bool_or(f.how = 'NUMBER') as is_numbered
          from found f
         group by f.line, f.id, f.person
    ), apart as (  -- father and son of one first name and one landline, whose years are known and differ
        select o.line, o.id
          from own o
         where o.is_rung and not o.is_named and not o.is_numbered
           and exists (select from marks m where m.line = o.line and m.name = 'NAME_YEAR')
           and exists (select from sealed.mark held where held.record = o.id and held.kind = 'NAME_YEAR')
           and not exists (
               select from marks m
                 join sealed.mark held on held.record = o.id and held.kind = m.name and held.digest = m.digest
                where m.line = o.line and m.name in ('BIRTH', 'NAME_YEAR', 'MOBILE'))
    ), here as (  -- a list that is numbered anew gives her number to somebody else: it counts last
        select distinct on (o.line) o.line, o.id, o.person, not o.is_named and not o.is_rung as is_by_number
          from own o
         where not exists (select from apart a where a.line = o.line and a.id = o.id)
         order by o.line, o.is_named desc, o.is_rung desc, o.is_numbered desc, o.id
    ), agreed as (  -- both marks of the same person agree: name with date, and phone with first name
        select h.line, h.person
          from hits h
         group by h.line, h.person
        having bool_or(h.name = 'NAME_DATE' and h.register_id <> p_register)
           and bool_or(h.name = 'PHONE_FIRST')
    ), away as (
        select distinct on (a.line) a.line, a.person from agreed a order by a.line, a.person
    ), gone as (
        select distinct m.line
          from marks m
          join public.commons_objectionmark om on om.digest = m.digest and om.kind = m.name
          join public.commons_objection o on o.id = om.objection_id
         where o.state in ('ACTING', 'VERIFIED') and o.scope = 'ALL'
    )
    select e.line, here.id, here.person, here.is_by_number, away.person, gone.line is not null
      from generate_series(1, cardinality(p_externals)) as e (line)
      left join here on here.line = e.line
      left join away on away.line = e.line and here.line is null
      left join gone on gone.line = e.line
     order by e.line;
end
$$;

-- For matched records: which of the groups given differ, by their place, told by their nonces (keyed digests) alone.
create or replace function sealed.differences(p_ticket uuid, v_records bigint[], v_groups text[], v_nonces bytea)
returns table (place integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_custom_plan
as $$
declare
    p_register bigint;
    compared uuid[];
    agreed text[];
begin
    select c.register, c.people, c.groups into p_register, compared, agreed
      from sealed.compared_in(p_ticket, cardinality(v_records)) c;
    return query
    select given.place
      from (select u.place::integer, u.record, u.grp, substr(v_nonces, (u.place::integer - 1) * 12 + 1, 12) as nonce
              from unnest(v_records, v_groups) with ordinality as u (record, grp, place)) given
      join public.commons_record rec on rec.id = given.record and rec.register_id = p_register
      left join sealed.value held on held.record = given.record and held.grp = given.grp
     where substr(held.ciphertext, 1, 12) is distinct from given.nonce
       and rec.person = any (compared)
       and given.grp = any (agreed)
     order by given.place;
end
$$;

create or replace function sealed.undo_batch(
    p_user bigint, p_org bigint, p_grant bigint, p_register bigint, p_batch bigint
) returns table (removed integer, restored integer, kept integer, refusal text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    fresh bigint[];
    before bigint[];
    newer bigint[];
    opened record;
begin
    select n.purpose, n.role into opened
      from sealed.held_now(p_user, p_org, array[p_grant]) n
     where n.register_id = p_register and n.reach = 'PAGE';
    if not found then
        refusal := 'NOT_AVAILABLE';
        return next;
        return;
    end if;
    perform sealed.count_again();
    fresh := array(select rec.id from public.commons_record rec
                    where rec.batch = p_batch and rec.register_id = p_register and rec.ended_at is null);
    -- Whole entries, since the marks of a number or a name are not of one field: who corrected one since keeps it.
    select coalesce(array_agg(r.record) filter (where r.is_newer), '{}'),
           coalesce(array_agg(r.record) filter (where not r.is_newer), '{}')
      into newer, before
      from (select held.record, coalesce(bool_or(rec.updated_at > held.at), false) as is_newer
              from sealed.replaced held left join public.commons_record rec on rec.id = held.record
             where held.batch = p_batch and held.register = p_register
             group by held.record) r;
    delete from sealed.value v where v.record = any (fresh);
    delete from sealed.mark m where m.record = any (fresh);
    delete from public.commons_record rec where rec.id = any (fresh);
    delete from sealed.value v where v.record = any (before);
    delete from sealed.mark m
     where m.record = any (before)
       and m.kind in (select r.mark_kind from sealed.replaced r where r.record = m.record and r.batch = p_batch);
    insert into sealed.value (record, grp, ciphertext, key_id)
    select r.record, r.grp, r.ciphertext, r.key_id
      from sealed.replaced r join unnest(before) as older (id) on older.id = r.record
     where r.batch = p_batch and r.grp is not null;
    insert into sealed.mark (record, kind, digest)
    select r.record, r.mark_kind, r.mark_digest
      from sealed.replaced r join unnest(before) as older (id) on older.id = r.record
     where r.batch = p_batch and r.mark_kind is not null
    on conflict do nothing;
    delete from sealed.replaced r where r.batch = p_batch and r.register = p_register;
    removed := cardinality(fresh);
    restored := cardinality(before);
    kept := cardinality(newer);
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, register_ids, count)
    values ('ERASED', gen_random_uuid(), opened.purpose, p_grant, p_user, p_org, opened.role,
            array[p_register], removed + restored);
    return next;
end
$$;

-- Erase what names a person: by a steward, or by somebody who keeps her rights and has found her, where that role reaches;
-- without an account (at her own request), only what was already ended, and not what waits for the archives. The record
-- stays, empty.
create or replace function sealed.erase(p_user bigint, p_org bigint, p_person uuid)
returns table (record bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone bigint[];
    opened record;
begin
    select min(n.purpose) as purpose, min(n.role) as role, array_agg(n.register_id) as register_ids into opened
      from sealed.held_now(p_user, p_org, array(
           select g.id from public.commons_grant g
            where g.state = 'ACTIVE' and g.purpose in ('SUBJECT_RIGHTS', 'REGISTER_UPKEEP'))) n
     where n.reach = 'PAGE' or (n.reach = 'SEARCH' and sealed.is_assigned(p_user, p_person, n.purpose));
    gone := array(
        select rec.id from public.commons_record rec
         where rec.person = p_person
           and case when p_user is null then rec.ended_at is not null and rec.state <> 'PAST'
                    else rec.register_id = any (opened.register_ids) end);
    delete from sealed.value v where v.record = any (gone);
    delete from sealed.mark m where m.record = any (gone);
    delete from sealed.replaced r where r.record = any (gone);
    delete from sealed.tracker t where t.person = p_person;
    delete from sealed.pass p where p.person = p_person;
    delete from sealed.own_code c where c.person = p_person;  -- its passes end with it
    delete from sealed.note n using public.commons_record rec
     where n.person = p_person and rec.id = any (gone) and rec.register_id = n.register;
    delete from sealed.reached r where r.person = p_person;
    update public.commons_record rec
       set ended_at = coalesce(rec.ended_at, clock_timestamp()), external_digest = null,
           state = case when rec.state = 'DECEASED' then 'DECEASED' else 'REMOVED' end
     where rec.id = any (gone);
    insert into sealed.event (kind, reading, purpose, user_id, organization_id, role, person, register_ids, count)
    select 'ERASED', gen_random_uuid(), coalesce(opened.purpose, 'SUBJECT_RIGHTS'), p_user, p_org,
           coalesce(opened.role, ''), p_person,
           array(select distinct rec.register_id from public.commons_record rec where rec.id = any (gone)),
           cardinality(gone)
     where gone <> '{}';
    return query select unnest(gone);
end
$$;

-- At the end of its retention a register of answers is emptied whole, once it is closed and nobody's grant on it stands.
-- What its people keep elsewhere stays; returned are those who are known nowhere any more.
create or replace function sealed.has_visa(p_register bigint) returns boolean
language sql stable as $$
    select case (select e.answer from public.commons_elimination e
                  where e.register_id = p_register and e.answer <> '' order by e.drawn_at desc, e.id desc limit 1)
           when 'AGREED' then true
           when 'REFUSED' then false
           else exists (select from public.commons_archiveagreement a
                          join public.commons_register r on r.id = p_register
                         where a.kind = r.kind and a.controller_id = r.controller_id and a.until > current_date)
           end
$$;

-- What is deleted at its date, and not at somebody's request, needs the archives, and nobody who suspends it.
create or replace function sealed.must_be_deletable(p_register bigint) returns void
language plpgsql volatile as $$
begin
    if exists (select from public.commons_deletionhold h
                where h.register_id = p_register and h.lifted_at is null and h.until > clock_timestamp()) then
        raise exception 'the deletion of register % is suspended', p_register using errcode = 'check_violation';
    end if;
    if not sealed.has_visa(p_register) then  -- code du patrimoine L212-2, L212-3 and R212-14
        raise exception 'register % has no visa', p_register using errcode = 'check_violation';
    end if;
end
$$;

create or replace function sealed.erase_register(p_register bigint)
returns table (vals bigint, notes bigint, lost uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone bigint[];
    members uuid[];
begin
    if not exists (select from public.commons_register r
                    where r.id = p_register and r.kind = 'CAMPAIGN' and r.state = 'CLOSED') then
        raise exception 'register % is not closed', p_register using errcode = 'check_violation';
    end if;
    perform sealed.must_be_deletable(p_register);
    select coalesce(array_agg(rec.id), '{}'), coalesce(array_agg(distinct rec.person), '{}') into gone, members
      from public.commons_record rec where rec.register_id = p_register;
    with v as (delete from sealed.value v where v.record = any (gone) returning 1) select count(*) into vals from v;
    delete from sealed.mark m where m.record = any (gone);
    delete from sealed.replaced r where r.record = any (gone) or r.register = p_register;
    delete from sealed.own_code c where c.record = any (gone);
    delete from sealed.ticket t where t.register = p_register;
    with n as (delete from sealed.note n where n.register = p_register returning 1) select count(*) into notes from n;
    delete from public.commons_record rec where rec.register_id = p_register;
    insert into sealed.event (kind, reading, purpose, register_ids, count)
    values ('ERASED', gen_random_uuid(), 'SUBJECT_RIGHTS', array[p_register], cardinality(gone));
    select coalesce(array_agg(one), '{}') into lost from unnest(members) one
     where not exists (select from public.commons_record rec where rec.person = one and rec.ended_at is null);
    return next;
end
$$;

-- Of a register that goes on: the entries of these people that are past. What they keep elsewhere stays; returned are
-- those who are known nowhere any more.
create or replace function sealed.erase_past(p_register bigint, p_people uuid[])
returns table (vals bigint, notes bigint, lost uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone bigint[];
    members uuid[];
begin
    perform from public.commons_register r where r.id = p_register for share;  -- whoever suspends comes before or after
    perform sealed.must_be_deletable(p_register);
    select coalesce(array_agg(rec.id), '{}'), coalesce(array_agg(distinct rec.person), '{}') into gone, members
      from public.commons_record rec
     where rec.register_id = p_register and rec.person = any (p_people) and rec.state = 'PAST';
    with v as (delete from sealed.value v where v.record = any (gone) returning 1) select count(*) into vals from v;
    delete from sealed.mark m where m.record = any (gone);
    delete from sealed.replaced r where r.record = any (gone);
    delete from sealed.own_code c where c.record = any (gone);
    with n as (delete from sealed.note n where n.register = p_register and n.person = any (members) returning 1)
    select count(*) into notes from n;
    update public.commons_record rec set state = 'REMOVED', external_digest = null where rec.id = any (gone);
    insert into sealed.event (kind, reading, purpose, people, register_ids, count)
    values ('ERASED', gen_random_uuid(), 'SUBJECT_RIGHTS', members, array[p_register], cardinality(gone));
    lost := array(select one from unnest(members) one
                   where not exists (select from public.commons_record rec
                                      where rec.person = one and (rec.ended_at is null or rec.state = 'PAST')));
    delete from sealed.tracker t where t.person = any (lost);
    delete from sealed.pass p where p.person = any (lost);
    delete from sealed.reached r where r.person = any (lost);
    return next;
end
$$;

-- Whether anything is sealed under a key: a lost key file is never silently made anew.
create or replace function sealed.is_key_used(p_key text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case p_key
        when 'index' then exists (select from sealed.mark) or exists (select from public.commons_objectionmark)
            or exists (select from public.commons_relativeobjection)
        else exists (select from sealed.value v where v.key_id = p_key)
          or exists (select from sealed.note n where n.key_id = p_key) end
$$;

-- The blind indexes of who objects, kept with her objection: copied here, so that nobody is handed a digest.
create or replace function sealed.keep_objection_marks(p_objection bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.commons_objectionmark (objection_id, kind, digest)
    select distinct o.id, m.kind, m.digest
      from public.commons_objection o
      join public.commons_record rec on rec.person = o.person
      join sealed.mark m on m.record = rec.id and m.kind in ('NAME_DATE', 'PHONE_FIRST')
     where o.id = p_objection
       and not exists (select from public.commons_objectionmark kept where kept.objection_id = o.id)
     order by 1, 2, 3
$$;
