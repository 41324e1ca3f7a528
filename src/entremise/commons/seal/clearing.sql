-- What follows is made anew: a function whose columns changed cannot be replaced in place.

do $$
declare
    old record;
begin
    for old in
        select p.oid::regprocedure as name from pg_proc p
         where p.pronamespace = 'sealed'::regnamespace and p.prorettype <> 'trigger'::regtype
    loop
        execute 'drop function ' || old.name || ' cascade';
    end loop;
    for old in
        select c.oid::regclass as name from pg_class c
         where c.relnamespace = 'sealed'::regnamespace and c.relkind = 'v'
    loop
        execute 'drop view if exists ' || old.name || ' cascade';
    end loop;
end
$$;
