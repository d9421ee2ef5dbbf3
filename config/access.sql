-- The wall (docs/access.md): who sees which row. Run after every migration, as the owner of the tables; running it twice changes nothing.
-- Roles give reach, grants give sight, and these policies join the two. Python filters nothing a second time.

-- 1. What a policy may ask ------------------------------------------------------------------------------------------------

-- Django's connections run in UTC, where a grant of today would sleep until nine in the morning.
create or replace function today() returns date language sql stable parallel safe
  as $$ select (now() at time zone 'Asia/Tokyo')::date $$;

-- Unset is an error, never "everything".
create or replace function my_groups() returns int[] language sql stable parallel safe
  as $$ select current_setting('app.groups')::int[] $$;

-- The views run as the owner: they give ids of groups and records, no words, and no policy runs inside another.
-- Who is named on which restricted household: with it on every case that it has, or will have.
create or replace view named_sight as
  select s.group_id, n.household_id from casework_named n join accounts_staff s on s.id = n.staff_id where n.ended_at is null;

-- Who sees which case, today: THE rule.
create or replace view sight as
  select group_id, content_object_id as case_id from casework_grant
   where ended_at is null and valid_from <= today() and (valid_until is null or valid_until >= today())
  union all
  select n.group_id, c.id from named_sight n join casework_case c using (household_id);

-- Which agencies the consents in force of a household cover today: one by name, or (null) all concerned.
create or replace view consent_cover as
  select c.household_id, x.agency_id from casework_consent c
    left join casework_consent_agencies x on x.consent_id = c.id and not c.agencies_concerned
   where c.withdrawn_on is null and c.valid_from <= today() and (c.valid_until is null or c.valid_until >= today())
     and (c.agencies_concerned or x.agency_id is not null);

-- What was handed over and is shown today: by a consent in force, or for a danger to life or limb that was stated. A consent
-- that is withdrawn or over closes it on the next request; one that is given anew opens it again.
create or replace view handed_over as
  select r.id, r.to_id, r.household_id, r.consultation_id, r.answer from casework_referral r
   where not r.restricted and r.taken_back_at is null
     and (r.danger <> '' or exists (select from consent_cover c
            where c.household_id = r.household_id and (c.agency_id is null or c.agency_id = r.to_id)));

-- Who was handed which consultation: the agency that has not answered yet, took it, or asked the coordinator. Who names another
-- agency sees the family no longer; the referral to that one shows it there.
create or replace view referral_sight as
  select a.group_id, h.consultation_id, h.household_id, h.id as referral_id
    from handed_over h join agencies_agency a on a.id = h.to_id
   where h.answer in ('', 'taken', 'together', 'coordinator');

-- Who reads a referral's own row besides its sender: the agency it went to, also after it named another.
create or replace view referral_reader as
  select a.group_id, h.id as referral_id from handed_over h join agencies_agency a on a.id = h.to_id;

create or replace view copy_sight as
  select s.group_id, r.copy_id from referral_sight s join casework_referral r on r.id = s.referral_id where r.copy_id is not null;

-- A household is seen by whoever sees a case of it, took in a consultation of it, was handed one, or is named on it.
create or replace view household_sight as
  select s.group_id, c.household_id from sight s join casework_case c on c.id = s.case_id
  union all
  select written_by_id, household_id from casework_consultation where not restricted
  union all
  select group_id, household_id from referral_sight
  union all
  select group_id, household_id from named_sight;

create or replace view person_sight as
  select s.group_id, m.person_id from household_sight s join casework_householdmember m using (household_id);

-- Who sits in a meeting: agencies as such, and people by name with whether they acknowledged the secrecy notice.
create or replace view meeting_sight as
  select a.group_id, t.meeting_id, false as by_name, false as acknowledged
    from meetings_attendance t join agencies_agency a on a.id = t.agency_id where t.staff_id is null
  union all
  select s.group_id, t.meeting_id, true, t.acknowledged_at is not null
    from meetings_attendance t join accounts_staff s on s.id = t.staff_id;

create or replace view restricted_meeting as select distinct meeting_id from meetings_agendacase where restricted;

create or replace function mine(col text) returns text language sql immutable
  as $$ select format('%s = any((select my_groups())::int[])', col) $$;
create or replace function of_case(col text) returns text language sql immutable
  as $$ select format('exists (select from sight where sight.case_id = %s and %s)', col, mine('sight.group_id')) $$;
create or replace function of_household(col text) returns text language sql immutable
  as $$ select format('exists (select from household_sight s where s.household_id = %s and %s)', col, mine('s.group_id')) $$;
create or replace function of_parent(parent text, col text) returns text language sql immutable
  as $$ select format('exists (select from %s parent where parent.id = %s)', parent, col) $$;
create or replace function wrote(t text) returns text language sql immutable
  as $$ select format('(%s and not %s.restricted)', mine(t || '.written_by_id'), t) $$;
-- Restricted rows are seen by those named on the household: nobody else has sight of it while it is restricted.
create or replace function named(t text) returns text language sql immutable
  as $$ select format('%s.restricted and %s', t, of_household(t || '.household_id')) $$;

-- 2. Building ------------------------------------------------------------------------------------------------------------

create or replace procedure wall(t regclass, own text, everyone text default 'not restricted') language plpgsql as $$
declare r text; begin
  execute format('alter table %s enable row level security', t);
  for r in select polname from pg_policy where polrelid = t loop execute format('drop policy %I on %s', r, t); end loop;
  execute format('create policy everyone on %s to reach_all using (%s)', t, everyone);
  execute format('create policy counted on %s for select to reach_count using (true)', t);
  execute format('create policy system on %s to reach_system using (true)', t);
  execute format('create policy granted on %s to reach_own using (%s)', t, own);
  execute format('revoke all on %s from app, reach_none', t);  -- nobody acting: permission denied, loudly
  execute format('grant select, insert, update, delete on %s to reach_own, reach_all, reach_system', t);
  execute format('grant select on %s to reach_count', t);
end $$;

-- Former versions of rows hold what the rows held. Everybody's changes add to them; only the system reads them.
create or replace procedure wall_history(t regclass) language plpgsql as $$
declare r text; begin
  execute format('alter table %s enable row level security', t);
  for r in select polname from pg_policy where polrelid = t loop execute format('drop policy %I on %s', r, t); end loop;
  execute format('create policy kept on %s for insert to reach_own, reach_all, reach_system with check (true)', t);
  execute format('create policy system on %s for select to reach_system using (true)', t);
  execute format('revoke all on %s from app, reach_none, reach_count', t);
  execute format('grant insert on %s to reach_own, reach_all, reach_system', t);
  execute format('grant select on %s to reach_system', t);
end $$;

revoke all on all tables in schema public from public;
grant usage on schema public to app, reach_own, reach_all, reach_none, reach_count, reach_system;
grant usage, select on all sequences in schema public to app, reach_own, reach_all, reach_none, reach_system;
-- Tables without personal data; section 3 takes the walled ones out again.
grant select, insert, update, delete on all tables in schema public to app, reach_own, reach_all, reach_none, reach_system;
grant select on all tables in schema public to reach_count;
-- The audit log only grows.
revoke update, delete on accounts_auditevent from app, reach_own, reach_all, reach_none, reach_count, reach_system;

-- 3. The wall, a line for each table -------------------------------------------------------------------------------------

-- `named` as well, for a case that is being opened: `sight` does not know it yet.
call wall('casework_case', of_case('casework_case.id') || ' or ' || named('casework_case'));
call wall('casework_household', wrote('casework_household') || ' or ' || of_household('casework_household.id'));
call wall('casework_householdmember', wrote('casework_householdmember') || ' or ' || of_household('casework_householdmember.household_id'));
call wall('casework_householdconcern', wrote('casework_householdconcern') || ' or ' || of_household('casework_householdconcern.household_id'));
call wall('casework_involvedagency', wrote('casework_involvedagency') || ' or ' || of_household('casework_involvedagency.household_id'));
call wall('casework_relation', wrote('casework_relation') || ' or ' || of_household('casework_relation.household_id'));
call wall('casework_consent', wrote('casework_consent') || ' or ' || of_household('casework_consent.household_id'));
call wall('casework_consent_agencies', of_parent('casework_consent', 'consent_id'), of_parent('casework_consent', 'consent_id'));
call wall('casework_consent_given_for', of_parent('casework_consent', 'consent_id'), of_parent('casework_consent', 'consent_id'));
call wall('casework_person', wrote('casework_person')
  || format(' or exists (select from person_sight s where s.person_id = casework_person.id and %s)', mine('s.group_id')));
call wall('casework_consultation', wrote('casework_consultation') || ' or ' || of_case('casework_consultation.case_id')
  || format(' or exists (select from referral_sight s where s.consultation_id = casework_consultation.id and %s)', mine('s.group_id'))
  || ' or ' || named('casework_consultation'));
call wall('casework_consultationconcern', of_parent('casework_consultation', 'consultation_id'), of_parent('casework_consultation', 'consultation_id'));
call wall('casework_tsunagusheet', wrote('casework_tsunagusheet') || ' or ' || of_parent('casework_consultation', 'consultation_id'));
call wall('casework_sheetagency', of_parent('casework_tsunagusheet', 'sheet_id'), of_parent('casework_tsunagusheet', 'sheet_id'));
-- What was handed over is read by whoever made the version or wrote the sheet, by those it was handed to as long as they see the
-- family by it, and by those named; a file by whoever sees its sheet. Nobody changes a version, nobody deletes either. An agency
-- that was handed a family and handed it on made a version too: it reads it no longer than it sees the family.
call wall('casework_sheetcopy', wrote('casework_sheetcopy') || ' and ' || of_household('casework_sheetcopy.household_id')
  || ' or ' || named('casework_sheetcopy')
  || format(' or not restricted and exists (select from casework_tsunagusheet t where t.id = sheet_id and %s)', mine('t.written_by_id'))
  || format(' or exists (select from copy_sight s where s.copy_id = casework_sheetcopy.id and %s)', mine('s.group_id')));
call wall('casework_attachment', wrote('casework_attachment') || ' or ' || of_parent('casework_tsunagusheet', 'sheet_id'));
revoke delete on casework_sheetcopy, casework_attachment from reach_own, reach_all;
-- A referral: who wrote it, who is its sender (further along a chain too), whom it went to, and the case's participants.
call wall('casework_referral', wrote('casework_referral') || ' or ' || of_case('casework_referral.case_id') || ' or ' || named('casework_referral')
  || format(' or not restricted and exists (select from agencies_agency a where a.id = sender_id and %s)', mine('a.group_id'))
  || format(' or exists (select from referral_reader s where s.referral_id = casework_referral.id and %s)', mine('s.group_id')));
call wall('casework_referrallink', of_parent('casework_referral', 'referral_id'), of_parent('casework_referral', 'referral_id'));
call wall('casework_emergencytube', wrote('casework_emergencytube') || ' or ' || of_household('casework_emergencytube.household_id'));
call wall('casework_neighbourteam', wrote('casework_neighbourteam') || ' or ' || of_household('casework_neighbourteam.household_id'));
call wall('casework_neighbourteammember', of_parent('casework_neighbourteam', 'team_id'), of_parent('casework_neighbourteam', 'team_id'));
-- Somebody not reached yet: the coordinators', and the agency's that was asked to go there, as long as it is open.
call wall('casework_outreachnote', wrote('casework_outreachnote')
  || format(' or not restricted and closed_on is null and exists (select from agencies_agency a where a.id = agency_id and %s)', mine('a.group_id'))
  || ' or ' || named('casework_outreachnote'));
call wall('casework_outreachnote_situations', of_parent('casework_outreachnote', 'outreachnote_id'), of_parent('casework_outreachnote', 'outreachnote_id'));
call wall('casework_outreachstaff', of_parent('casework_outreachnote', 'note_id'), of_parent('casework_outreachnote', 'note_id'));
call wall('casework_outreachattempt', of_parent('casework_outreachnote', 'note_id'), of_parent('casework_outreachnote', 'note_id'));
-- What a local desk told it may always read, also when the family is restricted by now: that it vanished would tell.
call wall('casework_localreport', mine('casework_localreport.written_by_id'));
call wall('casework_localreport_situations', of_parent('casework_localreport', 'localreport_id'), of_parent('casework_localreport', 'localreport_id'));
call wall('casework_surveyhousehold', wrote('casework_surveyhousehold'));
call wall('casework_surveyperson', of_parent('casework_surveyhousehold', 'home_id'), of_parent('casework_surveyhousehold', 'home_id'));
call wall('casework_surveyperson_situations', of_parent('casework_surveyperson', 'surveyperson_id'), of_parent('casework_surveyperson', 'surveyperson_id'));
call wall('casework_participant', of_case('casework_participant.case_id'), of_parent('casework_case', 'case_id'));
-- A draft is its writers' until it is given to the agencies; on a restricted case, of those named.
call wall('casework_supportplan', of_case('casework_supportplan.case_id')
  || format(' and (state <> ''draft'' or restricted or %s)', mine('written_by_id')));
call wall('casework_planrole', of_parent('casework_supportplan', 'plan_id'), of_parent('casework_case', 'case_id'));
call wall('casework_planaction', of_parent('casework_planrole', 'role_id'), of_parent('casework_case', 'case_id'));
call wall('casework_contact', wrote('casework_contact') || ' or ' || of_case('casework_contact.case_id') || ' or ' || named('casework_contact'));
call wall('casework_contactstaff', of_parent('casework_contact', 'contact_id'), of_parent('casework_contact', 'contact_id'));

-- Possible pairs of people: coordinators, of families that they see; no agency. One with a restricted family: those named on it.
call wall('casework_personpair',
  'exists (select from casework_householdmember m where m.person_id in (one_id, other_id) and m.restricted)',
  of_parent('casework_person', 'one_id') || ' and ' || of_parent('casework_person', 'other_id'));
-- What was brought together: whoever sees both.
create or replace function of_both(what text, parent text) returns text language sql immutable as $$
  select format('(kept_%s_id is null or ', what) || of_parent(parent, format('kept_%s_id', what))
    || ' and ' || of_parent(parent, format('gone_%s_id', what)) || ')' $$;
call wall('casework_merge', of_both('person', 'casework_person') || ' and ' || of_both('household', 'casework_household'),
  of_both('person', 'casework_person') || ' and ' || of_both('household', 'casework_household'));

-- Grants, and who is named: read with what they give sight of; written by the functions of section 4 alone.
call wall('casework_grant', of_case('casework_grant.content_object_id'), of_parent('casework_case', 'content_object_id'));
call wall('casework_named', of_household('casework_named.household_id'), of_parent('casework_household', 'household_id'));
revoke insert, update, delete on casework_grant, casework_named from reach_own, reach_all, reach_system;
grant select on sight, named_sight, consent_cover, handed_over, referral_sight, referral_reader, copy_sight, household_sight, person_sight, meeting_sight, restricted_meeting to reach_own, reach_all, reach_system;
revoke all on sight, named_sight, consent_cover, handed_over, referral_sight, referral_reader, copy_sight, household_sight, person_sight, meeting_sight, restricted_meeting from app, reach_none, reach_count;

-- A draft is its writer's alone.
call wall('casework_draft', mine('owner_id'), mine('owner_id'));
drop policy counted on casework_draft;
drop policy system on casework_draft;

-- Papers of meetings: those bound by secrecy are for members who acknowledged it, whatever their reach; those about a
-- restricted family for people who attend by name, never for everybody of an agency.
create or replace function of_meeting(t text) returns text language sql immutable as $$ select format(
  'exists (select from meeting_sight s where s.meeting_id = %1$s.meeting_id and %2$s and (s.acknowledged or not %1$s.secret)'
  ' and (s.by_name or not exists (select from restricted_meeting r where r.meeting_id = %1$s.meeting_id)))', t, mine('s.group_id')) $$;
create or replace function open_meeting(t text) returns text language sql immutable as $$ select format(
  'not %1$s.secret and not exists (select from restricted_meeting r where r.meeting_id = %1$s.meeting_id)', t) $$;
call wall('meetings_minutes', 'not secret and not about_cases or ' || of_meeting('meetings_minutes'),
  open_meeting('meetings_minutes') || ' or ' || of_meeting('meetings_minutes'));
call wall('meetings_decision', of_meeting('meetings_decision'), open_meeting('meetings_decision') || ' or ' || of_meeting('meetings_decision'));
call wall('meetings_agendacase', of_parent('casework_consultation', 'consultation_id')
    || ' and (not secret or ' || of_meeting('meetings_agendacase') || ')',
  'not restricted and (not secret or ' || of_meeting('meetings_agendacase') || ')');

do $$ declare r record; begin
  for r in select c.oid::regclass as t from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'pgh_label' loop
    call wall_history(r.t);
  end loop;
end $$;

-- 4. What only a function may do ------------------------------------------------------------------------------------------
-- pg_temp is named last in each search_path: unnamed it would come first, and whoever calls could put a table of their own
-- before the one that is asked.

-- Text search under a policy cannot use its index (LIKE and @> are not leakproof): the function finds ids as the owner, and the
-- wall filters what is fetched by them. Each key must occur; keys are as search_key (casework/matching/keys.py) makes them. The newest
-- thousand; for an agency, of those that have to do with it, or a common name would hide its own families behind others.
drop function if exists find_persons(text[]);
create or replace function find_persons(keys text[], births date[]) returns setof bigint
  language plpgsql stable security definer rows 50 set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare pairs text[] := (select coalesce(array_agg(distinct b), '{}') from unnest(keys) k, unnest(bigrams(k)) b);
begin
  return query with found as materialized (
      select p.id, p.written_by_id from casework_person p
       where (pairs = '{}' or bigrams(p.search_key) @> pairs)
         and (births = '{}' or p.blocks @> (select array_agg('b' || b) from unnest(births) b))
         and not exists (select from unnest(keys) k where position(k in p.search_key) = 0))
    select f.id from found f
     where current_setting('role') <> 'reach_own' or f.written_by_id = any(my_groups())
        or exists (select from person_sight s where s.person_id = f.id and s.group_id = any(my_groups()))
     order by f.id desc limit 1000;
end $$;

-- What was handed over stays as it was then.
create or replace function keep_copy() returns trigger language plpgsql as $$
begin
  if (new.sheet_id, new.household_id, new.number, new.content, new.digest, new.made_by_id, new.written_by_id, new.created_at)
      is distinct from (old.sheet_id, old.household_id, old.number, old.content, old.digest, old.made_by_id, old.written_by_id, old.created_at) then
    raise exception 'version % of sheet % is kept as it was', old.number, old.sheet_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace function copy_is_of(copy bigint, household bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from casework_sheetcopy c where c.id = copy and c.household_id = household) $$;
-- The number of a sheet's next version, whichever of them the acting person sees.
create or replace function next_copy(sheet bigint) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(max(number), 0) + 1 from casework_sheetcopy where sheet_id = sheet $$;
create or replace trigger keep_copy before update on casework_sheetcopy for each row execute function keep_copy();

-- Whether a consent in force covers an agency.
create or replace function consent_covers(household bigint, agency bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from consent_cover c where c.household_id = household and (c.agency_id is null or c.agency_id = agency)) $$;

-- Whether people of an agency reach over the whole municipality (the coordinators' office, the lead department): they see the
-- families that are not restricted without anything being handed over.
create or replace function reaches_all(agency bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from accounts_membership m where m.agency_id = agency and m.role in ('coordinator', 'lead')
    and m.valid_from <= today() and (m.valid_until is null or m.valid_until >= today())) $$;

-- Nobody hands a family to an agency that no consent covers, whatever the program says, unless a danger is stated; nor one that
-- they do not see, but where they answer a hand-over by naming who takes it. What is handed over stays as it was: to whom, by whom,
-- why without consent.
create or replace function guard_referral() returns trigger language plpgsql as $$
begin
  if current_user not in ('reach_own', 'reach_all') then return new; end if;
  if tg_op = 'UPDATE' and (new.household_id, new.consultation_id, new.to_id, new.sender_id, new.written_by_id, new.danger, new.sent_at)
      is distinct from (old.household_id, old.consultation_id, old.to_id, old.sender_id, old.written_by_id, old.danger, old.sent_at) then
    raise exception 'referral % stays as it was handed over', old.id using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' and not exists (select from casework_consultation c where c.id = new.consultation_id and c.household_id = new.household_id)
      and not exists (select from casework_referral f where f.id = new.follows_id and f.danger = new.danger
        and (f.consultation_id, f.household_id) = (new.consultation_id, new.household_id)) then
    raise exception 'who hands consultation % over does not see it', new.consultation_id using errcode = 'insufficient_privilege';
  end if;
  if new.copy_id is not null and (tg_op = 'UPDATE' and old.copy_id <> new.copy_id
      or not copy_is_of(new.copy_id, new.household_id)) then
    raise exception 'referral % keeps the version of its own sheet', new.id using errcode = 'insufficient_privilege';
  end if;
  if new.turn = 'agency' and new.danger = '' and (tg_op = 'INSERT' or old.turn <> 'agency')
      and not consent_covers(new.household_id, new.to_id) and not reaches_all(new.to_id) then
    raise exception 'no consent covers agency %', new.to_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace trigger guard_referral before insert or update on casework_referral
  for each row execute function guard_referral();

-- How many hand-overs to one's own agency are not shown any more, as no consent covers them: said, without a word about whom.
create or replace function hand_overs_closed() returns table (sent_at timestamptz, sender_id bigint, answer varchar)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.sent_at, r.sender_id, r.answer from casework_referral r join agencies_agency a on a.id = r.to_id
   where a.group_id = any(my_groups()) and not r.restricted and r.taken_back_at is null
     and (r.turn <> 'sender' or r.read_at is not null) and r.answer in ('', 'taken', 'together', 'coordinator')
     and not exists (select from handed_over h where h.id = r.id)
   order by r.sent_at desc limit 20 $$;

-- Ends the sight of a household's cases that agencies have by a referral or a part which no consent covers any more. Called when
-- a consent is withdrawn, by whoever takes that down, and each night for consents that are over.
create or replace function end_uncovered(household bigint) returns table (grant_id bigint, case_id bigint, group_id int)
  language sql security definer set search_path = public, pg_temp as $$
  update casework_grant g set ended_at = now()
    from casework_case c, agencies_agency a
   where g.ended_at is null and g.reason in ('referral', 'part') and c.id = g.content_object_id and c.household_id = household
     and a.group_id = g.group_id and not consent_covers(household, a.id)
     and not exists (select from casework_referral r where r.household_id = household and r.to_id = a.id and r.danger <> ''
       and r.taken_back_at is null and r.answer in ('taken', 'together'))
  returning g.id::bigint, c.id, g.group_id $$;

-- Gives a group sight of a case. The reason is checked against its source, and the source's case against its family, so that no code
-- can grant itself anything.
create or replace function grant_sight(case_ bigint, group_ int, reason_ text, source_ bigint, until_ date) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare granted bigint; sourced boolean; begin
  sourced := case reason_
    when 'referral' then exists (select from referral_sight s join casework_referral r on r.id = s.referral_id
      join casework_case c on c.id = r.case_id and c.household_id = r.household_id
      where r.id = source_ and c.id = case_ and s.group_id = group_ and r.answer in ('taken', 'together'))
    when 'part' then exists (select from casework_planrole p join casework_supportplan s on s.id = p.plan_id
      join casework_case c on c.id = s.case_id and c.id = p.case_id
      join agencies_agency a on a.id = p.agency_id
      where p.id = source_ and c.id = case_ and a.group_id = group_ and s.state <> 'draft'
        and not c.restricted and consent_covers(c.household_id, a.id))
    else false end;
  if not sourced then
    raise exception 'no % gives group % sight of case %', reason_, group_, case_ using errcode = 'insufficient_privilege';
  end if;
  insert into casework_grant (permission_id, group_id, content_object_id, reason, source_id, valid_from, valid_until)
  select p.id, group_, case_, reason_, source_, today(), until_
    from auth_permission p join django_content_type t on t.id = p.content_type_id
   where t.app_label = 'casework' and t.model = 'case' and p.codename = 'view_case'
  on conflict (group_id, content_object_id, reason) where ended_at is null
    do update set valid_until = excluded.valid_until, source_id = excluded.source_id
  returning id into granted;
  return granted;
end $$;

-- Ends a grant now, or on a day (a former participant reads on for some days): never later than it would have ended.
create or replace function end_sight(grant_ bigint, until_ date) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update casework_grant set valid_until = least(valid_until, until_), ended_at = case when until_ is null then now() end
   where id = grant_ and ended_at is null $$;

-- A consultation of one's own, a member, a consent give sight of a family: nobody reaches one that they do not see by a row that
-- points to it, whatever key a form was sent.
create or replace function guard_sight() returns trigger language plpgsql as $$
declare row_ jsonb := to_jsonb(new); was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end; begin
  if current_user = 'reach_own' and (
      row_->'household_id' is distinct from was->'household_id'
        and not exists (select from casework_household h where h.id = new.household_id)
      or row_ ? 'person_id' and row_->'person_id' is distinct from was->'person_id'
        and not exists (select from casework_person p where p.id = (row_->>'person_id')::bigint)) then
    raise exception 'who writes about household % does not see it', new.household_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace trigger guard_sight before insert or update on casework_consultation for each row execute function guard_sight();
create or replace trigger guard_sight before insert or update on casework_householdmember for each row execute function guard_sight();
create or replace trigger guard_sight before insert or update on casework_consent for each row execute function guard_sight();

-- Restricts a household (DV and the like), renews who is named on it, or lifts it: the flag on all its rows, the former grants
-- ended, those named written down. Only who sees the household: of a restricted one, those named.
create or replace function restrict_household(household_ bigint, on_ boolean, named int[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare t text; seen boolean; begin
  seen := case current_setting('role')
    when 'reach_all' then exists (select from casework_household h where h.id = household_ and not h.restricted)
    when 'reach_own' then exists (select from named_sight n where n.household_id = household_ and n.group_id = any(my_groups()))
    else true end;
  if not seen then
    raise exception 'household % is not seen by who restricts it', household_ using errcode = 'insufficient_privilege';
  end if;
  update casework_household set restricted = on_ where id = household_;
  for t in select c.table_name from information_schema.columns c
             join information_schema.columns h using (table_schema, table_name)
            where c.table_schema = 'public' and c.column_name = 'restricted' and h.column_name = 'household_id'
              and not exists (select from information_schema.columns e where e.table_schema = 'public'
                and e.table_name = c.table_name and e.column_name = 'pgh_id') loop
    execute format('update %I set restricted = $1 where household_id = $2', t) using on_, household_;
  end loop;
  update casework_person p set restricted = exists (select from casework_householdmember m join casework_household h on h.id = m.household_id
      where m.person_id = p.id and h.restricted)
   where p.id in (select person_id from casework_householdmember where household_id = household_);
  update casework_grant set ended_at = now()
   where on_ and ended_at is null and content_object_id in (select id from casework_case where household_id = household_);
  update casework_named n set ended_at = now()
   where n.household_id = household_ and n.ended_at is null
     and not (on_ and n.staff_id in (select id from accounts_staff where group_id = any(named)));
  insert into casework_named (household_id, staff_id, named_on)
  select household_, s.id, today() from accounts_staff s where on_ and s.group_id = any(named)
  on conflict (household_id, staff_id) where ended_at is null do nothing;
end $$;

-- Whether a meeting's papers are bound by secrecy, said to those who do not see them too; null where there are none.
create or replace function meeting_secret(meeting bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select secret from meetings_minutes where meeting_id = meeting $$;

-- Who attends decides who reads, so the list of those attending is kept by who reads the papers (or makes the meeting).
-- Besides them, somebody of an agency that attends adds themselves, but not where a family is restricted: there people
-- are named. Nobody acknowledges secrecy for another, and what was acknowledged stays as long as there are papers: it goes with
-- a meeting that is removed, whose papers go first.
create or replace function guard_attendance() returns trigger language plpgsql as $$
declare
  line meetings_attendance := case when tg_op = 'DELETE' then old else new end;
  own boolean;
begin
  if current_user not in ('reach_own', 'reach_all') then return line; end if;
  own := exists (select from accounts_staff s where s.id = line.staff_id and s.group_id = any(my_groups()));
  if tg_op = 'UPDATE' and new.meeting_id <> old.meeting_id
      or tg_op <> 'INSERT' and old.acknowledged_at is not null and (tg_op = 'DELETE' and meeting_secret(line.meeting_id) is not null
        or tg_op = 'UPDATE' and (new.staff_id, new.acknowledged_at, new.acknowledged_notice)
          is distinct from (old.staff_id, old.acknowledged_at, old.acknowledged_notice)) then
    raise exception 'attendance % stays as it was acknowledged', old.id using errcode = 'insufficient_privilege';
  end if;
  if tg_op <> 'DELETE' and line.acknowledged_at is not null and not own and not (tg_op = 'UPDATE' and old.acknowledged_at is not null) then
    raise exception 'nobody acknowledges secrecy for staff %', line.staff_id using errcode = 'insufficient_privilege';
  end if;
  if not (meeting_secret(line.meeting_id) is null
      or exists (select from meetings_minutes m where m.meeting_id = line.meeting_id)
      or own and (tg_op = 'INSERT' or tg_op = 'UPDATE' and old.staff_id = new.staff_id) and exists (select from meeting_sight s
           where s.meeting_id = line.meeting_id and s.group_id = any(my_groups())
             and (s.by_name or not exists (select from restricted_meeting r where r.meeting_id = s.meeting_id)))) then
    raise exception 'attendance of meeting % is kept by its members', line.meeting_id using errcode = 'insufficient_privilege';
  end if;
  return line;
end $$;
create or replace trigger guard_attendance before insert or update or delete on meetings_attendance
  for each row execute function guard_attendance();
revoke insert, update, delete on meetings_attendance from app, reach_none;

-- One-time links. Who opens one has no reach; these functions give, for the hash of a token, what was handed over as far as it
-- is covered today, and keep what is answered. They touch no row but the link's own.
create or replace function link_state(hash text) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select case
      when l.revoked_at is not null or not exists (select from handed_over h where h.id = l.referral_id) then 'closed'
      when l.said_at is not null or r.answer <> '' then 'answered'
      when l.expires_at <= now() then 'expired'
      when l.opened_at is not null then 'opened' else 'new' end
    from casework_referrallink l join casework_referral r on r.id = l.referral_id where l.token_hash = hash $$;
create or replace function link_ids(l casework_referrallink) returns jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('link', l.id, 'referral', r.id, 'household', r.household_id)
    from casework_referral r where r.id = l.referral_id $$;
create or replace function open_link(hash text, name_ text, browser_ text) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l casework_referrallink; begin
  select * into l from casework_referrallink where token_hash = hash for update;
  if link_state(hash) is distinct from 'new' then return null; end if;
  update casework_referrallink set opened_at = now(), opened_by = name_, browser = browser_ where id = l.id;
  update casework_referral set read_at = now() where id = l.referral_id and read_at is null;
  return link_ids(l);
end $$;
-- What these categories cover of a kept version: casework/sheet_content.py, SHARED_AS and shown, once more. A test holds the two
-- against each other for every set of categories.
create or replace function covered_part(content jsonb, shared text[]) returns jsonb
  language sql immutable set search_path = public, pg_temp as $$
  select jsonb_object_agg(section, case
      when section = 'concerns' then (select coalesce(jsonb_agg(
          case when told->>'category' is null or told->>'category' = any(shared) then told else told || '{"mark": ""}' end order by n), '[]')
        from jsonb_array_elements(said) with ordinality c(told, n))
      when section = 'members' then (select coalesce(jsonb_agg(member
          || case when 'contact' = any(shared) then '{}' else '{"age": ""}'::jsonb end
          || jsonb_build_object('concerns', (select coalesce(jsonb_agg(told order by i), '[]')
              from jsonb_array_elements(member->'concerns') with ordinality c(told, i)
             where 'consultation' = any(shared) and (told->>'category' is null or told->>'category' = any(shared)))) order by n), '[]')
        from jsonb_array_elements(said) with ordinality m(member, n))
      when section = 'genogram' and said <> '""' then (select coalesce(jsonb_object_agg(variant, picture), '{}') from jsonb_each(said) p(variant, picture)
        where variant = array_to_string(array(select k from unnest('{contact,health}'::text[]) k where k = any(shared)), '+'))
      else said end)
    from jsonb_each(content) s(section, said)
   where not exists (select from (values ('kana', '{contact}'::text[]), ('born', '{contact}'), ('address', '{contact}'), ('telephone', '{contact}'),
        ('concerns', '{consultation}'), ('wishes', '{consultation}'), ('referrals', '{consultation}'), ('special_notes', '{consultation}'),
        ('members', '{household}'), ('genogram', '{household}'), ('living_situation', '{household,money,health}'), ('agencies', '{progress}')
      ) held(name, needs) where held.name = section and not held.needs <@ shared) $$;
create or replace function link_letter(hash text) returns jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select link_ids(l) || jsonb_build_object('state', link_state(hash), 'to', a.name, 'sent_at', r.sent_at, 'reason', r.reason,
      'sender', s.name, 'sent_by', f.name, 'sender_telephone', s.telephone, 'expires_at', l.expires_at, 'answer', r.answer, 'danger', r.danger <> '',
      'name', c.name, 'categories', to_jsonb(shared),
      'copy', (select case when r.danger <> '' then k.content else covered_part(k.content, shared) end from casework_sheetcopy k where k.id = r.copy_id))
    from casework_referrallink l join casework_referral r on r.id = l.referral_id
    join casework_consultation c on c.id = r.consultation_id
    join agencies_agency a on a.id = r.to_id left join agencies_agency s on s.id = r.sender_id
    left join accounts_membership m on m.id = r.sent_by_id left join accounts_staff f on f.id = m.staff_id
    cross join lateral (select array(select distinct k::text from casework_consent c, unnest(c.categories) k
        where c.household_id = r.household_id and c.withdrawn_on is null and c.valid_from <= today()
          and (c.valid_until is null or c.valid_until >= today()) and (c.agencies_concerned
            or exists (select from casework_consent_agencies x where x.consent_id = c.id and x.agency_id = r.to_id))) as shared) consented
   where l.token_hash = hash and l.opened_at is not null and l.expires_at > now() and link_state(hash) in ('opened', 'answered')
     and exists (select from referral_sight v where v.referral_id = r.id) $$;  -- who named another agency sees the family no longer
create or replace function answer_link(hash text, said_ jsonb) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l casework_referrallink; begin
  select * into l from casework_referrallink where token_hash = hash for update;
  if link_state(hash) is distinct from 'opened' then return null; end if;
  update casework_referrallink set said = said_, said_at = now() where id = l.id;
  return link_ids(l);
end $$;
revoke execute on function link_state, link_ids, open_link, link_letter, answer_link from public;
grant execute on function link_state, open_link, link_letter, answer_link to reach_none, reach_own, reach_all;

-- `restricted` of a row follows its household's, whatever a statement says; the household's is changed by restrict_household alone.
create or replace function follow_household() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.restricted := coalesce((select restricted from casework_household where id = new.household_id), false);
  return new;
end $$;
create or replace function keep_restriction() returns trigger language plpgsql as $$
begin
  if current_user like 'reach\_%' then new.restricted := case when tg_op = 'UPDATE' then old.restricted else false end; end if;
  return new;
end $$;
create or replace function restrict_member() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.restricted then update casework_person set restricted = true where id = new.person_id and not restricted; end if;
  return null;
end $$;
do $$ declare t text; begin
  for t in select c.table_name from information_schema.columns c
             join information_schema.columns h using (table_schema, table_name)
            where c.table_schema = 'public' and c.column_name = 'restricted' and h.column_name = 'household_id'
              and not exists (select from information_schema.columns e where e.table_schema = 'public'
                and e.table_name = c.table_name and e.column_name = 'pgh_id') loop
    execute format('create or replace trigger follow_household before insert or update on %I for each row execute function follow_household()', t);
  end loop;
end $$;
create or replace trigger keep_restriction before insert or update on casework_household for each row execute function keep_restriction();
create or replace trigger keep_restriction before insert or update on casework_person for each row execute function keep_restriction();
create or replace trigger restrict_member after insert or update on casework_householdmember for each row execute function restrict_member();

-- A local desk's report is restricted with the note that it became. How far it was taken up then stands still: a desk learns
-- nothing of a restricted family, neither by a word nor by a change.
create or replace function follow_outreach_note() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.restricted := coalesce((select restricted from casework_outreachnote where id = new.note_id), false);
  if tg_op = 'UPDATE' and new.restricted then
    new.stage := case when old.stage = 'sent' then 'received' else old.stage end;
    new.stage_on := old.stage_on;
  end if;
  return new;
end $$;
create or replace trigger follow_outreach_note before insert or update on casework_localreport for each row execute function follow_outreach_note();
create or replace function restrict_reports() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update casework_localreport set restricted = new.restricted where note_id = new.id;
  return null;
end $$;
create or replace trigger restrict_reports after update on casework_outreachnote for each row
  when (old.restricted is distinct from new.restricted) execute function restrict_reports();
-- A desk's report goes a step on, never back; whoever reaches out does not see who told. Returns those that went on.
drop function if exists raise_report_stage(bigint, text);
create or replace function raise_report_stage(note_ bigint, stage_ text, on_ date) returns table (report bigint, desk bigint)
  language sql security definer set search_path = public, pg_temp as $$
  update casework_localreport set stage = stage_, stage_on = on_
   where note_id = note_ and not restricted
     and array_position(array['sent', 'received', 'visit', 'connected'], stage::text)
       < array_position(array['sent', 'received', 'visit', 'connected'], stage_)
  returning id, sent_by_id $$;

revoke execute on function grant_sight, end_sight, restrict_household, find_persons, consent_covers, meeting_secret, reaches_all,
  hand_overs_closed, end_uncovered, raise_report_stage, copy_is_of, next_copy from public;
grant execute on function find_persons, consent_covers, meeting_secret, reaches_all, hand_overs_closed, end_uncovered, copy_is_of, next_copy
  to reach_own, reach_all, reach_system;
grant execute on function grant_sight, end_sight, raise_report_stage to reach_own, reach_all, reach_system;
grant execute on function restrict_household to reach_all, reach_own, reach_system;
