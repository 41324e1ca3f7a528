-- For the owner alone (the demonstration town): an access of the past, as it would have been written then.
-- `kind` is an EventKind; one person in p_person, several in p_people; a refusal is the true reason, or ''.

create or replace function sealed.write_past_event(
    p_at timestamptz, p_kind text, p_purpose text, p_grant bigint, p_user bigint, p_org bigint, p_role text,
    p_person uuid, p_people uuid[], p_registers bigint[], p_groups text[], p_count integer,
    p_origin_kind text, p_origin_id bigint, p_refusal text
) returns bigint
language sql volatile as $$
    insert into sealed.event (at, kind, reading, purpose, grant_id, user_id, organization_id, role, person, people,
                              register_ids, groups, count, origin_kind, origin_id, refusal)
    values (p_at, p_kind, gen_random_uuid(), p_purpose, p_grant, p_user, p_org, coalesce(p_role, ''), p_person,
            p_people, coalesce(p_registers, '{}'), coalesce(p_groups, '{}'), coalesce(p_count, 1),
            coalesce(p_origin_kind, ''), p_origin_id, coalesce(p_refusal, ''))
    returning id
$$;
