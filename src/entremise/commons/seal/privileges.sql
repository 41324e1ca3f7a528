-- Nothing to anybody; then EXECUTE on the doors, to the runtime login alone.

revoke all on schema sealed from public;
revoke all on all tables in schema sealed from public, entremise_runtime;
revoke all on all sequences in schema sealed from public, entremise_runtime;
revoke all on all functions in schema sealed from public, entremise_runtime;
grant usage on schema sealed to entremise_runtime;
grant execute on function
    sealed.ask, sealed.ask_page, sealed.redeem, sealed.lapse,
    sealed.search, sealed.search_alike, sealed.refusing, sealed.found, sealed.ask_compute, sealed.compute,
    sealed.ask_titles, sealed.count_titles,
    sealed.ask_export, sealed.redeem_export,
    sealed.store, sealed.ask_comparison, sealed.match, sealed.differences, sealed.undo_batch, sealed.erase, sealed.erase_register,
    sealed.erase_past,
    sealed.is_key_used, sealed.keep_objection_marks,
    sealed.ask_trace, sealed.trace_of, sealed.give_code, sealed.open_tracker, sealed.tracked, sealed.ask_own, sealed.redeem_own,
    sealed.give_own_code, sealed.end_own_code, sealed.open_own, sealed.ask_own_words, sealed.redeem_own_words, sealed.store_own_words,
    sealed.keep_note, sealed.ask_notes, sealed.redeem_notes, sealed.show_note, sealed.close_notes,
    sealed.note_denial, sealed.defer_trace, sealed.counts, sealed.reached_by, sealed.purge
to entremise_runtime;

-- Whose an entry is, and in which register, binds its values to its trace: only the doors write that. What a register is
-- (its kind, its purposes, its key) is the law once it exists. Here, since these lines are read again after each migrate.
revoke insert, update, delete on public.commons_record from entremise_runtime;
grant update (state, acknowledge_by, acknowledged_at, updated_at, ended_at) on public.commons_record to entremise_runtime;
revoke update, delete on public.commons_register from entremise_runtime;
grant update (state, dossier, legal_opinion) on public.commons_register to entremise_runtime;

-- The digests of who objected serve the doors; that an objection has some may be seen.
revoke select, insert, update, delete on public.commons_objectionmark from entremise_runtime;
grant select (id, objection_id, kind) on public.commons_objectionmark to entremise_runtime;
