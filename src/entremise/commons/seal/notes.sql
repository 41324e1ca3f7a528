-- Notes: what somebody wrote of a need, for the other side of a meeting, or for whoever takes a report. Only added to,
-- never changed; who reads one without being the person leaves an event in her trace, committed before the text is handed out.

-- The notes among these that may be read now. Whoever works for the person under the note's role reads it, then the
-- helper it is between, until it is closed; she herself with the pass of her own words.
create or replace function sealed.notes_now(
    p_user bigint, p_org bigint, p_grants bigint[], p_pass uuid, p_ids uuid[]
) returns table (
    id uuid, person uuid, register bigint, grp text, origin_kind text, origin_id bigint,
    purpose text, role text, grant_id bigint, is_staff boolean
)
language sql stable as $$
    select n.id, n.person, n.register, n.grp, n.origin_kind, n.origin_id, h.purpose, h.role, h.grant_id,
           h.role = n.role
      from sealed.note n
      join sealed.held_now(p_user, p_org, p_grants) h
        on h.register_id = n.register and h.reach = 'ASSIGNED' and n.grp = any (h.groups)
     where n.id = any (p_ids)
       and exists (select from public.commons_record rec
                    where rec.register_id = n.register and rec.person = n.person and rec.ended_at is null)
       and not sealed.is_stopped(n.person, h.purpose, h.origin_kind, h.origin_id)
       and (h.role = n.role and sealed.is_assigned(p_user, n.person, h.purpose)
            or n.helper_id = p_user and h.role = 'CONTRIBUTOR' and n.closed_at is null
               and (n.is_shown or not n.by_person))
    union all
    select n.id, n.person, n.register, n.grp, n.origin_kind, n.origin_id, 'SUBJECT_RIGHTS', '', null, false
      from sealed.note n
      join sealed.own_record(p_pass) own on own.person = n.person and own.register = n.register
     where n.id = any (p_ids) and n.closed_at is null and (n.is_shown or n.by_person)
$$;

-- Written by her with her pass, by whoever works for her, or by a helper in her own name: it shows the writer nothing.
create or replace function sealed.keep_note(
    p_user bigint, p_org bigint, p_grants bigint[], p_pass uuid, p_id uuid, p_register bigint, p_person uuid,
    p_origin_kind text, p_origin_id bigint, p_grp text, p_role text, p_helper bigint, p_by_person boolean,
    p_is_shown boolean, p_key text, p_ciphertext bytea
) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    opened record;
    reason text := '';
begin
    perform sealed.must_see_the_present();
    select w.purpose, w.role, w.grant_id into opened
      from (select 'SUBJECT_RIGHTS' as purpose, '' as role, null::bigint as grant_id
              from sealed.own_record(p_pass) own
             where own.person = p_person and own.register = p_register and p_by_person
            union all
            select n.purpose, n.role, n.grant_id
              from sealed.held_now(p_user, p_org, p_grants) n
             where n.register_id = p_register and n.reach = 'ASSIGNED'
               and (p_grp <> 'free_text'  -- a worry is heard whatever she refused
                    or not sealed.is_stopped(p_person, n.purpose, n.origin_kind, n.origin_id))
               and (sealed.is_assigned(p_user, p_person, n.purpose)
                    or n.role = 'CONTRIBUTOR' and p_helper = p_user and not p_by_person)) w
     limit 1;
    if not found then
        reason := 'NOT_ASSIGNED';
    elsif not exists (select from public.commons_record rec
                       where rec.register_id = p_register and rec.person = p_person and rec.ended_at is null) then
        reason := 'NOT_THIS_RECORD';
    elsif not exists (select from sealed.law_held h
                        join public.commons_register r on r.id = p_register and r.kind = h.kind
                       where h.grp = p_grp) then
        reason := 'FORBIDDEN_GROUP';
    else
        perform from public.commons_register r
          where r.id = p_register and r.state = 'OPEN' and r.key_id = p_key for share;
        reason := case when found then '' else 'KEY_CHANGED' end;
    end if;
    if reason <> '' then
        return reason;  -- the door notes it, beside the transaction that it takes back
    end if;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person, register_ids,
                              groups, origin_kind, origin_id)
    values ('SEALED', gen_random_uuid(), opened.purpose, opened.grant_id, p_user, p_org, opened.role, p_person,
            array[p_register], array[p_grp], p_origin_kind, p_origin_id);
    insert into sealed.note (id, register, person, origin_kind, origin_id, grp, role, helper_id, by_person, is_shown,
                             ciphertext, key_id)
    values (p_id, p_register, p_person, p_origin_kind, p_origin_id, p_grp, p_role, p_helper, p_by_person, p_is_shown,
            p_ciphertext, p_key);
    return '';
end
$$;

-- A ticket for the notes of one person among these; none when nothing may be read.
create or replace function sealed.ask_notes(
    p_user bigint, p_org bigint, p_grants bigint[], p_pass uuid, p_ids uuid[]
) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked record;
    noted bigint;
    ticket uuid;
begin
    select now.person, now.register, now.purpose, now.role, now.grant_id,
           min(now.origin_kind) as origin_kind, min(now.origin_id) as origin_id,
           array_agg(distinct now.grp) as groups, array_agg(distinct now.id::text) as ids into asked
      from sealed.notes_now(p_user, p_org, p_grants, p_pass, p_ids) now
     group by now.person, now.register, now.purpose, now.role, now.grant_id
     order by count(*) desc
     limit 1;
    insert into sealed.event (kind, reading, purpose, grant_id, user_id, organization_id, role, person, register_ids,
                              groups, count, origin_kind, origin_id, refusal)
    values (case when asked.person is null then 'DENIED' else 'OPENED' end, gen_random_uuid(),
            coalesce(asked.purpose, ''), asked.grant_id, p_user, p_org, coalesce(asked.role, ''), asked.person,
            case when asked.register is null then '{}' else array[asked.register] end, coalesce(asked.groups, '{}'),
            1, coalesce(asked.origin_kind, ''), asked.origin_id,
            case when asked.person is null then 'NOTHING_OPEN' else '' end)
    returning id into noted;
    if asked.person is null then
        return null;
    end if;
    insert into sealed.ticket (user_id, organization_id, grant_id, register, record, person, groups, event_id)
    values (coalesce(p_user, 0), p_org, coalesce(asked.grant_id, 0), asked.register, 0, asked.person, asked.ids, noted)
    returning id into ticket;  -- record 0 is nobody's: no other door opens anything with it
    return ticket;
end
$$;

create or replace function sealed.redeem_notes(p_pass uuid, p_ticket uuid)
returns table (id uuid, grp text, ciphertext bytea, key_id text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine xid8 := pg_current_xact_id_if_assigned();
    taken record;
begin
    perform sealed.must_see_the_present();
    perform pg_logical_emit_message(false, 'entremise', '', true);
    update sealed.ticket t set used_at = clock_timestamp()
     where t.id = p_ticket and t.record = 0 and t.used_at is null
       and t.at > clock_timestamp() - interval '2 minutes'
       and t.xid is distinct from mine
    returning t.user_id, t.organization_id, t.grant_id, t.groups into taken;
    return query
    select n.id, n.grp, n.ciphertext, n.key_id
      from sealed.note n
     where n.id in (
           select now.id
             from sealed.notes_now(taken.user_id, taken.organization_id, array[taken.grant_id], p_pass,
                                   taken.groups::uuid[]) now)
     order by n.written_at, n.id;
end
$$;

-- Whoever works for the person has read what waited, and lets the other side read it.
create or replace function sealed.show_note(p_user bigint, p_org bigint, p_grants bigint[], p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    update sealed.note n set is_shown = true
      from sealed.notes_now(p_user, p_org, p_grants, null, array[p_id]) now
     where n.id = now.id and now.is_staff and n.closed_at is null;
    return found;
end
$$;

-- The end of what they are about: the two sides read no more; erased thirty days later.
create or replace function sealed.close_notes(p_origin_kind text, p_origin_id bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    update sealed.note n set closed_at = clock_timestamp()
     where n.origin_kind = p_origin_kind and n.origin_id = p_origin_id and n.closed_at is null
$$;
