-- Nothing to anybody; then EXECUTE on the doors, to the runtime login alone.

revoke all on schema sealed from public;
revoke all on all tables in schema sealed from public, entremise_runtime;
revoke all on all sequences in schema sealed from public, entremise_runtime;
revoke all on all functions in schema sealed from public, entremise_runtime;
grant usage on schema sealed to entremise_runtime;
grant execute on function
    sealed.ask, sealed.ask_page, sealed.redeem, sealed.lapse,
    sealed.search, sealed.search_alike, sealed.refusing, sealed.ask_compute, sealed.compute, sealed.count_titles,
    sealed.ask_export, sealed.redeem_export,
    sealed.store, sealed.match, sealed.differences, sealed.undo_batch, sealed.erase, sealed.erase_register,
    sealed.erase_past,
    sealed.is_key_used, sealed.marks_of,
    sealed.trace_of, sealed.give_code, sealed.open_tracker, sealed.tracked, sealed.ask_own, sealed.redeem_own,
    sealed.give_own_code, sealed.end_own_code, sealed.open_own, sealed.ask_own_words, sealed.redeem_own_words, sealed.store_own_words,
    sealed.keep_note, sealed.ask_notes, sealed.redeem_notes, sealed.show_note, sealed.close_notes,
    sealed.defer_trace, sealed.counts, sealed.reached_by, sealed.purge
to entremise_runtime;
