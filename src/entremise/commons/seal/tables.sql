-- The sealed schema: what identifies people, who was let in, and the trace. Tables change by migration only.
-- The runtime login has no right on anything here but EXECUTE on the functions listed in privileges.sql.
-- No foreign key points to or from these tables: their error messages would name keys, and a bulk import would pay
-- for each value; the functions hold the references instead.

create schema if not exists sealed;

create table sealed.value (
    record bigint not null,
    grp text not null,
    ciphertext bytea not null,          -- AES-256-GCM: nonce (12 bytes, a keyed digest of record, group and value), text, tag
    key_id text not null,
    changed_at timestamptz not null default clock_timestamp(),
    constraint value_once primary key (record, grp),
    constraint value_is_encrypted check (octet_length(ciphertext) >= 28)
);
create index value_by_key on sealed.value (key_id);

create table sealed.mark (              -- blind indexes: look-up without opening
    record bigint not null,
    kind text not null,
    digest bytea not null,
    constraint mark_once primary key (record, kind, digest),
    constraint mark_has_32_bytes check (octet_length(digest) = 32)
);
create index mark_by_digest on sealed.mark (digest);

create table sealed.replaced (          -- what the last delivery of a register wrote over, for its undo
    batch bigint not null,
    register bigint not null,
    at timestamptz not null,            -- what was written to the record later is newer than the delivery
    record bigint not null,
    grp text,
    ciphertext bytea,
    key_id text,
    mark_kind text,
    mark_digest bytea
);
create index replaced_by_batch on sealed.replaced (batch);
create index replaced_by_record on sealed.replaced (record);

create table sealed.event (             -- the trace: never a value
    id bigint generated always as identity constraint event_once primary key,
    xid xid8 not null default pg_current_xact_id(),
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    reading uuid not null,              -- shared by the events of one asking
    purpose text not null,
    grant_id bigint,
    user_id bigint,
    organization_id bigint,
    role text not null default '',
    person uuid,                        -- of a card
    people uuid[],                      -- of a page or a search
    register_ids bigint[] not null default '{}',
    groups text[] not null default '{}',
    count integer not null default 1,
    digest bytea,                       -- of the criterion of a search or a bulk reading
    origin_kind text not null default '',
    origin_id bigint,
    refusal text not null default ''    -- the true reason, for those who audit; the asker has one answer for all
);
create index event_by_person on sealed.event (person, at) where person is not null;
create index event_by_people on sealed.event using gin (people) where people is not null;
create index event_by_time on sealed.event (at);

create table sealed.ticket (
    id uuid not null default gen_random_uuid() constraint ticket_once primary key,
    xid xid8 not null default pg_current_xact_id(),
    at timestamptz not null default clock_timestamp(),
    user_id bigint not null,
    organization_id bigint,
    grant_id bigint not null,
    register bigint not null,
    record bigint,                      -- none: a bulk reading of the register
    person uuid,
    groups text[] not null,
    event_id bigint not null,
    used_at timestamptz
);
create index ticket_by_time on sealed.ticket (at);

create table sealed.cap (               -- whom a holder opened in the last hour
    user_id bigint not null,
    grant_id bigint not null,
    person uuid not null,
    counted_at timestamptz not null default clock_timestamp(),
    constraint cap_once primary key (user_id, grant_id, person)
);

create table sealed.reached (           -- whom a decision has let anybody open: its number was announced
    decision bigint not null,
    person uuid not null,
    constraint reached_once primary key (decision, person)
);

create table sealed.deferral (          -- where the trace would betray: silent until a date set by the DPO
    person uuid not null constraint deferral_once primary key,
    since timestamptz not null,
    until timestamptz not null,
    set_by bigint not null
);

create table sealed.tracker (           -- short codes for a person without account
    code_digest bytea not null constraint tracker_once primary key,
    second_digest bytea,                -- none: her birth date is the second element
    person uuid not null,
    issued_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    failures integer not null default 0
);
create index tracker_by_person on sealed.tracker (person);

create table sealed.pass (              -- the page of a tracker, open for 15 minutes
    id uuid not null default gen_random_uuid() constraint pass_once primary key,
    person uuid not null,
    until timestamptz not null
);

create table sealed.own_code (          -- six letters that open somebody's own words, and nothing else of her
    code_digest bytea not null constraint own_code_once primary key,
    second_digests bytea[] not null,    -- the end of each phone, the year of birth: bound to the code
    person uuid not null,
    record bigint not null,             -- the one record that it opens
    expires_at timestamptz not null,
    failures integer not null default 0,
    constraint own_code_has_a_second check (cardinality(second_digests) between 1 and 6)
);
create index own_code_by_person on sealed.own_code (person);

create table sealed.own_pass (          -- her words, open for 15 minutes; it ends with its code
    id uuid not null default gen_random_uuid() constraint own_pass_once primary key,
    code_digest bytea not null,
    until timestamptz not null
);

create table sealed.note (              -- what somebody wrote of a need: between her and a helper, or for who takes a report
    id uuid not null constraint note_once primary key,  -- made by the writer: the ciphertext is bound to it
    register bigint not null,
    person uuid not null,               -- whom it is about
    origin_kind text not null,
    origin_id bigint not null,
    grp text not null,                  -- what a reader's grant must hold
    role text not null,                 -- of those who read it when they are assigned to her
    helper_id bigint,                   -- the account on the other side
    by_person boolean not null,
    is_shown boolean not null,          -- to the other side; what waits for the desk is not
    written_at timestamptz not null default clock_timestamp(),
    closed_at timestamptz,
    ciphertext bytea not null,
    key_id text not null,
    constraint note_is_encrypted check (octet_length(ciphertext) >= 28)
);
create index note_by_person on sealed.note (person);
create index note_by_origin on sealed.note (origin_kind, origin_id);
create index note_by_key on sealed.note (key_id);

-- The law, as commons.vocabulary.law says it: filled after each migrate, never by hand.
create table sealed.law_basis (
    kind text not null, purpose text not null, basis text not null,
    constraint law_basis_once primary key (kind, purpose)
);
create table sealed.law_group (
    purpose text not null, grp text not null, constraint law_group_once primary key (purpose, grp)
);
create table sealed.law_held (
    kind text not null, grp text not null, constraint law_held_once primary key (kind, grp)
);
create table sealed.law_flag (
    name text not null, item text not null, constraint law_flag_once primary key (name, item)
);
create table sealed.law_export (
    purpose text not null, kind text not null, constraint law_export_once primary key (purpose, kind)
);
