-- What follows is made anew: a function or a view whose columns changed cannot be replaced in place.

do $$
declare
    old record;
begin
    for old in
        select c.relname as name from pg_class c
         where c.relnamespace = 'sealed'::regnamespace and c.relkind = 'v'
    loop
        execute format('drop view if exists sealed.%I cascade', old.name);
    end loop;
    for old in
        select p.oid::regprocedure as name from pg_proc p
         where p.pronamespace = 'sealed'::regnamespace and p.prorettype <> 'trigger'::regtype
    loop
        execute 'drop function ' || old.name;
    end loop;
end
$$;
