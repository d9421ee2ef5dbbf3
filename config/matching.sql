-- Comparing people (docs/matching.md). Run after access.sql, after every migration, as the owner of the tables.
-- Text search under a policy cannot use its index, and nobody may read whom somebody is compared with: so these functions compare
-- as the owner. find_alike gives ids and how fields agree, to an agency of those that have to do with it, and the wall filters what is
-- fetched by them; look_for_pairs gives nothing.

-- One character too many, too few or wrong, or two neighbours swapped.
create or replace function one_slip(a text, b text) returns boolean language plpgsql immutable strict parallel safe as $$
declare shorter int := least(length(a), length(b)); i int := 1; begin
  if a = b or abs(length(a) - length(b)) > 1 or shorter < 2 then return false; end if;
  while i <= shorter and substr(a, i, 1) = substr(b, i, 1) loop i := i + 1; end loop;
  a := substr(a, i); b := substr(b, i);
  return substr(a, 2) = substr(b, 2) or substr(a, 2) = b or a = substr(b, 2)
    or left(a, 2) = reverse(left(b, 2)) and length(a) > 1 and substr(a, 3) = substr(b, 3);
end $$;

-- Keys with a space after the family name where it was typed with one.
create or replace function name_level(a text, b text) returns text language plpgsql immutable strict parallel safe as $$
declare
  plain_a text := replace(a, ' ', ''); plain_b text := replace(b, ' ', '');
  family text := split_part(a, ' ', 1); given text := split_part(a, ' ', 2);
begin
  if a = '' or b = '' then return null; end if;
  if plain_a = plain_b then return 'same'; end if;
  if one_slip(plain_a, plain_b) then return 'close'; end if;
  if given = '' then family := split_part(b, ' ', 1); given := split_part(b, ' ', 2); b := a; plain_b := plain_a; end if;
  if given = '' then return 'other'; end if;
  if split_part(b, ' ', 2) = given or strpos(b, ' ') = 0 and right(b, length(given)) = given then return 'given'; end if;
  if split_part(b, ' ', 1) = family or strpos(b, ' ') = 0 and left(b, length(family)) = family then return 'family'; end if;
  return 'other';
end $$;

-- A slip: one digit, two neighbours swapped, day and month swapped, or the right year of the wrong era.
create or replace function birth_level(a date, b date) returns text language plpgsql immutable strict parallel safe as $$
declare
  ya int := extract(year from a); ma int := extract(month from a); da int := extract(day from a);
  yb int := extract(year from b); mb int := extract(month from b); db int := extract(day from b);
begin
  if a = b then return 'same'; end if;
  if ya = yb and ma = db and da = mb or ma = mb and da = db and abs(ya - yb) in (14, 30, 44, 63)
    or one_slip(ya * 10000 + ma * 100 + da || '', yb * 10000 + mb * 100 + db || '') then return 'slip'; end if;
  return case when ya = yb then 'year' else 'other' end;
end $$;

create or replace function address_level(a text, b text) returns text language plpgsql immutable strict parallel safe as $$
declare
  place_a text := regexp_replace(a, ' [0-9-]+$', ''); place_b text := regexp_replace(b, ' [0-9-]+$', '');
  block_a text := substr(a, length(place_a) + 2); block_b text := substr(b, length(place_b) + 2);
begin
  if a = '' or b = '' then return null; end if;
  if length(place_a) < length(place_b) then place_a := regexp_replace(b, ' [0-9-]+$', ''); place_b := regexp_replace(a, ' [0-9-]+$', ''); end if;
  if length(place_b) < 2 or right(place_a, length(place_b)) <> place_b then return 'other'; end if;
  if block_a <> '' and block_b <> '' and (starts_with(block_a || '-', block_b || '-') or starts_with(block_b || '-', block_a || '-')) then
    return 'same';
  end if;
  return 'place';
end $$;

create or replace function telephone_level(a text[], b text[]) returns text language sql immutable strict parallel safe as $$
  select case when a = '{}' or b = '{}' then null when a && b then 'same'
    when exists (select from unnest(a) x, unnest(b) y where right(x, length(y)) = y or right(y, length(x)) = x) then 'same'
    when exists (select from unnest(a) x, unnest(b) y where one_slip(x, y)) then 'slip' else 'other' end $$;

-- How each field of two persons agrees; a field that either lacks is left out.
create or replace function match_levels(a casework_person, b casework_person) returns jsonb language plpgsql immutable parallel safe as $$
declare
  name text := name_level(a.name_key, b.name_key); kana text := name_level(a.kana_key, b.kana_key); begin
  if kana is not null and kana <> 'same' and exists (select from unnest(a.blocks) k where k like 's%' and k = any(b.blocks)) then
    kana := 'sounds';
  end if;
  if kana in ('same', 'sounds') and name in ('family', 'other') then kana := 'homophone'; end if;
  return jsonb_strip_nulls(jsonb_build_object('name', name, 'kana', kana,
    'birth', birth_level(a.birth_date, b.birth_date), 'address', address_level(a.address_key, b.address_key),
    'telephone', telephone_level(a.numbers, b.numbers),
    'sex', case when a.sex in ('male', 'female') and b.sex in ('male', 'female') then
      case when a.sex = b.sex then 'same' else 'other' end end));
end $$;

-- The sum of the weights; name and kana tell of one thing and count once, the better of the two.
create or replace function match_score(kind_ text, levels jsonb) returns numeric language sql stable set search_path = public, pg_temp as $$
  select coalesce(sum(weight), 0) from (
    select max(w.weight) as weight from jsonb_each_text(levels) l
      join casework_matchweight w on w.kind = kind_ and w.field = l.key and w.level = l.value
     group by case l.key when 'kana' then 'name' else l.key end) each $$;

create or replace function match_weight(kind_ text, field_ text, level_ text) returns numeric
  language sql stable set search_path = public, pg_temp as $$
  select weight from casework_matchweight where kind = kind_ and field = field_ and level = level_ $$;

create or replace function match_threshold(kind_ text) returns numeric language sql stable set search_path = public, pg_temp as $$
  select match_weight(kind_, 'threshold', 'at least') $$;

-- By arrays of ids, one index after the other: right after an import there are no statistics yet, and a join of members with
-- members was once planned as one of everybody with everybody.
-- The filter stands outside the condition: with it inside, another index was read from end to end.
create or replace function homes_of(person bigint) returns bigint[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(household_id order by id desc) filter (where left_on is null), '{}')
    from casework_householdmember where person_id = person $$;

create or replace function people_of(households bigint[]) returns bigint[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(person_id), '{}') from casework_householdmember where household_id = any(households) $$;

-- Other members of the two persons' households who are alike: same name or kana, and no other date of birth.
create or replace function members_in_common(a bigint, b bigint) returns boolean
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  homes_a bigint[] := homes_of(a);
  homes_b bigint[] := homes_of(b);
  here bigint[] := people_of(homes_a); there bigint[] := people_of(homes_b);
begin
  return not homes_a && homes_b and exists (select from casework_person pa, casework_person pb
     where pa.id = any(here) and pb.id = any(there) and pa.id not in (a, b) and pb.id not in (a, b)
       and (pa.name_key <> '' and pa.name_key = pb.name_key or pa.kana_key <> '' and pa.kana_key = pb.kana_key)
       and pa.blocks <> '{}' and pb.blocks <> '{}' and coalesce(pa.birth_date = pb.birth_date, true));
end $$;

-- Who on record is like somebody that is being taken in: ids, and how each field agrees.
create or replace function find_alike(told jsonb) returns table (person_id bigint, levels jsonb)
  language sql stable security definer rows 50 set search_path = public, pg_temp set enable_seqscan = off as $$
  select p.id, match_levels(a, p) from jsonb_populate_record(null::casework_person, told) a, casework_person p
   where p.blocks && a.blocks
     and (current_setting('role') <> 'reach_own' or p.written_by_id = any(my_groups())
       or exists (select from person_sight s where s.person_id = p.id and s.group_id = any(my_groups()))) $$;

create or replace function current_household(person bigint) returns bigint language sql stable set search_path = public, pg_temp as $$
  select (homes_of(person))[1] $$;

create or replace function pairs_between(a bigint, b bigint) returns setof casework_personpair
  language plpgsql stable set search_path = public, pg_temp as $$
declare people bigint[] := people_of(array[a, b]); begin
  return query select * from casework_personpair q where q.one_id = any(people) and q.other_id = any(people);
end $$;

-- Whether somebody works with a household now: a case that runs, a consultation not decided yet, a hand-over not answered or taken.
create or replace function is_followed(household bigint) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from casework_case c where c.household_id = household and c.closed_on is null)
    or exists (select from casework_consultation c where c.household_id = household and c.outcome = 'undecided')
    or exists (select from casework_referral r where r.household_id = household and r.answer in ('', 'taken')) $$;

-- Looks for records of the person, or of somebody of their household, and keeps what is found for the coordinators. To whoever
-- calls it it gives nothing. An agency that has just taken the person in is marked to be told that another one supports
-- somebody of the household: never because of a restricted family, of one that it sees itself or that nobody follows now, and
-- of no more than 20 households a day.
create or replace function look_for_pairs(person_ bigint) returns void
  language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  a casework_person; c record; home bigint := current_household(person_); pair bigint; tells boolean;
  desk int := case when current_setting('role') = 'reach_own' then (my_groups())[1] end;
begin
  select * into a from casework_person p where p.id = person_;
  if desk is not null and not exists (select from person_sight s where s.person_id = person_ and s.group_id = any(my_groups())) then
    return;
  end if;
  for c in
    with near as materialized (
      select p.id, p.restricted, match_levels(a, p) as levels from casework_person p where p.blocks && a.blocks and p.id <> a.id
    ), likely as materialized (
      select n.*, current_household(n.id) as lives from near n
       where match_score('person', n.levels) >= match_threshold('person') - match_weight('person', 'members', 'some')
          or match_score('household', n.levels) >= match_threshold('household') - match_weight('household', 'members', 'some')
    ), compared as materialized (
      select l.id, l.restricted, l.lives,
             case when members_in_common(a.id, l.id) then l.levels || '{"members": "some"}' else l.levels end as levels
        from likely l where l.lives is distinct from home
    )
    select f.*, k.kind, match_score(k.kind, f.levels) as score
      from compared f, lateral (select case when match_score('person', f.levels) >= match_threshold('person') then 'person'
          when match_score('household', f.levels) >= match_threshold('household') then 'household' end as kind) k
     where k.kind is not null
     order by k.kind desc, score desc
  loop
    -- Of two families it is asked once whether they are one household.
    continue when c.kind = 'household' and (home is null or c.lives is null or exists (select from pairs_between(home, c.lives))
      or exists (select from casework_merge g where g.undone_at is null
        and (g.kept_household_id, g.gone_household_id) in ((home, c.lives), (c.lives, home))));
    continue when exists (select from casework_merge g where g.undone_at is null
      and (g.kept_person_id, g.gone_person_id) in ((a.id, c.id), (c.id, a.id)));
    tells := desk is not null and not a.restricted and not c.restricted and home is not null and is_followed(c.lives)
      and not exists (select from household_sight s where s.household_id = c.lives and s.group_id = any(my_groups()))
      and (select count(distinct told_household_id) from casework_personpair where told_id = desk and told_at > now() - interval '1 day') < 20;
    insert into casework_personpair (one_id, other_id, kind, score, levels, state, found_at, told_id, told_household_id, told_at)
    values (least(a.id, c.id), greatest(a.id, c.id), c.kind, c.score, c.levels, 'new', now(),
      case when tells then desk end, case when tells then home end, case when tells then now() end)
    on conflict (one_id, other_id) do update set
      kind = case when casework_personpair.state = 'new' then excluded.kind else casework_personpair.kind end,
      score = case when casework_personpair.state = 'new' then excluded.score else casework_personpair.score end,
      levels = case when casework_personpair.state = 'new' then excluded.levels else casework_personpair.levels end,
      told_id = coalesce(casework_personpair.told_id, excluded.told_id),
      told_household_id = coalesce(casework_personpair.told_household_id, excluded.told_household_id),
      told_at = coalesce(casework_personpair.told_at, excluded.told_at)
    returning id into pair;
    if desk is not null and not a.restricted and not c.restricted then
      insert into accounts_notice (kind, agency_id, about_type, about_id, at)
      select 'pair_found', m.agency_id, 'personpair', pair, now() from accounts_membership m
       where m.role = 'coordinator' and m.valid_from <= today() and (m.valid_until is null or m.valid_until >= today())
         and not exists (select from accounts_notice t where t.kind = 'pair_found' and t.about_id = pair)
         and not exists (select from pairs_between(home, c.lives) q where q.id <> pair and q.state = 'new')
       group by m.agency_id;
    end if;
  end loop;
end $$;

-- What an agency learns of a household that it took in: whether it was told that another one supports somebody of it. The same
-- for every score; not while either family is restricted, and not once the coordinators found nothing in common.
create or replace function another_agency_supports(household bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from casework_personpair q join casework_person one on one.id = q.one_id join casework_person other on other.id = q.other_id
    where q.told_household_id = household and q.told_id = any(my_groups()) and q.state <> 'different'
      and not one.restricted and not other.restricted) $$;

revoke execute on function find_alike, look_for_pairs, another_agency_supports from public;
grant execute on function find_alike, look_for_pairs, another_agency_supports to reach_own, reach_all, reach_system;
