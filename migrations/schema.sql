-- What the migrations add up to, for review. Written by "npm run schema:dump", never by hand; on a merge conflict, run it again.
-- Databases are built by the migrations, not from this file.

create schema annualreport;

create table annualreport.entry (
  id bigint generated always as identity not null,
  unit_id text not null,
  year integer not null,
  cell text not null,
  value numeric(20,6) not null,
  source text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint entry_pkey PRIMARY KEY (id),
  constraint entry_source_check CHECK ((source <> ''::text)),
  constraint entry_value_check CHECK ((value >= (0)::numeric)),
  constraint entry_unit_id_year_fkey FOREIGN KEY (unit_id, year) REFERENCES annualreport.report(unit_id, year)
);
CREATE INDEX entry_by_report ON annualreport.entry USING btree (unit_id, year, cell, id DESC);

create table annualreport.event (
  id bigint generated always as identity not null,
  unit_id text not null,
  year integer not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  detail text not null,
  actor_id text,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_unit_id_year_fkey FOREIGN KEY (unit_id, year) REFERENCES annualreport.report(unit_id, year)
);
CREATE INDEX event_by_report ON annualreport.event USING btree (unit_id, year, id);

create table annualreport.reason (
  id bigint generated always as identity not null,
  unit_id text not null,
  year integer not null,
  cell text not null,
  reason text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint reason_pkey PRIMARY KEY (id),
  constraint reason_reason_check CHECK ((reason <> ''::text)),
  constraint reason_unit_id_year_fkey FOREIGN KEY (unit_id, year) REFERENCES annualreport.report(unit_id, year)
);
CREATE INDEX reason_by_report ON annualreport.reason USING btree (unit_id, year, cell, id DESC);

create table annualreport.report (
  unit_id text not null,
  year integer not null,
  state text not null,
  version integer not null,
  texts jsonb not null,
  writer_id text,
  writer text,
  reviewer_id text,
  reviewer text,
  approver_id text,
  approver text,
  frozen jsonb,
  frozen_hash text,
  frozen_at timestamp with time zone,
  log_size bigint,
  shown jsonb,
  published_no bigint,
  published_on date,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint report_pkey PRIMARY KEY (unit_id, year),
  constraint report_check CHECK (((state = ANY (ARRAY['draft'::text, 'review'::text])) OR ((frozen IS NOT NULL) AND (frozen_hash IS NOT NULL) AND (log_size IS NOT NULL)))),
  constraint report_check1 CHECK (((state <> 'published'::text) OR ((published_no IS NOT NULL) AND (published_on IS NOT NULL) AND (shown IS NOT NULL)))),
  constraint report_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'published'::text]))),
  constraint report_year_check CHECK (((year >= 2008) AND (year <= 2100)))
);
CREATE UNIQUE INDEX report_by_work ON annualreport.report USING btree (published_no) WHERE (published_no IS NOT NULL);

create table annualreport.setting (
  one boolean default true not null,
  part_one_chars integer not null,
  change_percent integer not null,
  change_least integer not null,
  unit_due text,
  government_due text,
  constraint setting_pkey PRIMARY KEY (one),
  constraint setting_change_least_check CHECK (((change_least >= 1) AND (change_least <= 100000))),
  constraint setting_change_percent_check CHECK (((change_percent >= 1) AND (change_percent <= 1000))),
  constraint setting_government_due_check CHECK ((government_due ~ '^0[1-3]-[0-3][0-9]$'::text)),
  constraint setting_one_check CHECK (one),
  constraint setting_part_one_chars_check CHECK (((part_one_chars >= 100) AND (part_one_chars <= 20000))),
  constraint setting_unit_due_check CHECK ((unit_due ~ '^0[1-3]-[0-3][0-9]$'::text))
);

create schema catalogue;

create table catalogue.adoption (
  unit_id text not null,
  item_id text not null,
  state text not null,
  adopted_on date not null,
  content text,
  timing_text text,
  timing jsonb,
  carriers text[],
  contact text default ''::text not null,
  own jsonb,
  reason text default ''::text not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  updated_by_id text,
  dropped_on date,
  constraint adoption_pkey PRIMARY KEY (unit_id, item_id),
  constraint adoption_check CHECK (((state <> 'dropped'::text) OR (reason <> ''::text))),
  constraint adoption_check1 CHECK (((own IS NOT NULL) = (item_id ~~ 'own-%'::text))),
  constraint adoption_check2 CHECK (((dropped_on IS NOT NULL) = (state = 'dropped'::text))),
  constraint adoption_state_check CHECK ((state = ANY (ARRAY['adopted'::text, 'dropped'::text])))
);

create table catalogue.evidence (
  no bigint not null,
  unit_id text not null,
  item_id text not null,
  published_on date not null,
  title text not null,
  constraint evidence_pkey PRIMARY KEY (no)
);
CREATE INDEX evidence_by_item ON catalogue.evidence USING btree (unit_id, item_id, published_on);

create table catalogue.happening (
  id bigint generated always as identity not null,
  unit_id text not null,
  item_id text not null,
  happened_on date not null,
  what text not null,
  rule integer default 0 not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  struck text,
  constraint happening_pkey PRIMARY KEY (id),
  constraint happening_what_check CHECK ((what <> ''::text))
);
CREATE INDEX happening_by_item ON catalogue.happening USING btree (unit_id, item_id, happened_on);

create table catalogue.release (
  unit_id text not null,
  no bigint not null,
  version integer not null,
  at timestamp with time zone not null,
  constraint release_pkey PRIMARY KEY (unit_id)
);

create table catalogue.reminder (
  id bigint generated always as identity not null,
  unit_id text not null,
  item_id text not null,
  due date,
  at timestamp with time zone not null,
  by text not null,
  copied text not null,
  constraint reminder_pkey PRIMARY KEY (id)
);
CREATE INDEX reminder_by_item ON catalogue.reminder USING btree (unit_id, item_id, at);

create table catalogue.setting (
  single boolean default true not null,
  soon_days integer default 10 not null,
  silence_days integer,
  constraint setting_pkey PRIMARY KEY (single),
  constraint setting_silence_days_check CHECK (((silence_days >= 1) AND (silence_days <= 3660))),
  constraint setting_single_check CHECK (single),
  constraint setting_soon_days_check CHECK (((soon_days >= 1) AND (soon_days <= 60)))
);

create schema checks;

create table checks.fingerprint (
  no bigint not null,
  edition_id text not null,
  sketch integer[] not null,
  constraint fingerprint_pkey PRIMARY KEY (no)
);
CREATE INDEX fingerprint_by_hash ON checks.fingerprint USING gin (sketch);

create schema consultation;

create table consultation.api_key (
  id text not null,
  name text not null,
  channel text not null,
  hash bytea not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  uses integer default 0 not null,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_hash_key UNIQUE (hash),
  constraint api_key_channel_fkey FOREIGN KEY (channel) REFERENCES consultation.channel(code)
);

create table consultation.arrival (
  who bytea not null,
  minute timestamp with time zone not null,
  n integer not null,
  constraint arrival_pkey PRIMARY KEY (who, minute),
  constraint arrival_n_check CHECK ((n > 0))
);
CREATE INDEX arrival_by_minute ON consultation.arrival USING btree (minute);

create table consultation.channel (
  code text not null,
  name text not null,
  "position" integer not null,
  transfer_days integer not null,
  answer_days integer,
  confirmed boolean default false not null,
  constraint channel_pkey PRIMARY KEY (code),
  constraint channel_answer_days_check CHECK (((answer_days >= 1) AND (answer_days <= 60))),
  constraint channel_transfer_days_check CHECK (((transfer_days >= 1) AND (transfer_days <= 60)))
);

create table consultation.contact (
  question_id text not null,
  sealed bytea not null,
  constraint contact_pkey PRIMARY KEY (question_id),
  constraint contact_question_id_fkey FOREIGN KEY (question_id) REFERENCES consultation.question(id)
);
comment on table consultation.contact is 'How the asker wants to be told; seen by the handling clerk alone, each look audited, deleted after setting.keep_contact_days.';

create table consultation.counter (
  year integer not null,
  n integer not null,
  constraint counter_pkey PRIMARY KEY (year)
);

create table consultation.entry (
  question_id text not null,
  no text not null,
  unit_id text not null,
  work_no bigint,
  version integer,
  clause text,
  clause_label text,
  kind text not null,
  words text not null,
  answer text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone not null,
  year integer not null,
  grams text[] not null,
  hidden boolean default false not null,
  look_again integer,
  flagged_at timestamp with time zone,
  next_answer text,
  next_by text,
  next_label text,
  next_version integer,
  constraint entry_pkey PRIMARY KEY (question_id),
  constraint entry_no_key UNIQUE (no),
  constraint entry_next CHECK ((((next_answer IS NULL) = (next_by IS NULL)) AND ((next_by IS NULL) = (next_label IS NULL)) AND ((next_label IS NULL) = (next_version IS NULL)))),
  constraint entry_question_id_fkey FOREIGN KEY (question_id) REFERENCES consultation.question(id)
);
CREATE INDEX entry_by_time ON consultation.entry USING btree (answered_at DESC);
CREATE INDEX entry_by_work ON consultation.entry USING btree (work_no, clause);
CREATE INDEX entry_grams ON consultation.entry USING gin (grams);
comment on column consultation.entry.next_answer is 'What somebody wrote to take the place of answer; public once another person has agreed.';
comment on column consultation.entry.next_version is 'The edition it was held against: words for an older one are to be proposed again.';

create table consultation.event (
  id bigint generated always as identity not null,
  question_id text not null,
  at timestamp with time zone not null,
  what text not null,
  label text not null,
  from_unit text,
  to_unit text,
  note text default ''::text not null,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_what_check CHECK ((what = ANY (ARRAY['asked'::text, 'assigned'::text, 'transferred'::text, 'submitted'::text, 'returned'::text, 'answered'::text, 'published'::text, 'rated'::text, 'flagged'::text, 'looked'::text]))),
  constraint event_question_id_fkey FOREIGN KEY (question_id) REFERENCES consultation.question(id)
);
CREATE INDEX event_by_question ON consultation.event USING btree (question_id, id);

create table consultation.question (
  id text not null,
  no text not null,
  once bytea,
  password text,
  channel text not null,
  outside_no text,
  work_no bigint,
  version integer,
  clause text,
  clause_label text,
  kind text not null,
  words text not null,
  may_publish boolean not null,
  asker bytea,
  state text not null,
  unit_id text,
  arrived_on date not null,
  created_at timestamp with time zone not null,
  due date not null,
  answered_at timestamp with time zone,
  answer text default ''::text not null,
  public_words text default ''::text not null,
  public_answer text default ''::text not null,
  keep_private text default ''::text not null,
  cited_version integer,
  cited_clause text,
  writer_label text,
  approver_label text,
  rating text,
  rating_note text default ''::text not null,
  rated_at timestamp with time zone,
  again boolean default false not null,
  again_lately boolean default false not null,
  writer_ids text[] default '{}'::text[] not null,
  constraint question_pkey PRIMARY KEY (id),
  constraint question_channel_outside_no_key UNIQUE (channel, outside_no),
  constraint question_no_key UNIQUE (no),
  constraint question_once_key UNIQUE (once),
  constraint question_check CHECK (((state = 'answered'::text) = (answered_at IS NOT NULL))),
  constraint question_check1 CHECK (((state = 'new'::text) = (unit_id IS NULL))),
  constraint question_check2 CHECK (((clause IS NULL) OR (work_no IS NOT NULL))),
  constraint question_rating_check CHECK ((rating = ANY (ARRAY['clear'::text, 'partly'::text, 'unclear'::text]))),
  constraint question_state_check CHECK ((state = ANY (ARRAY['new'::text, 'handling'::text, 'review'::text, 'answered'::text]))),
  constraint question_words_check CHECK ((words <> ''::text)),
  constraint question_channel_fkey FOREIGN KEY (channel) REFERENCES consultation.channel(code)
);
CREATE INDEX question_by_unit ON consultation.question USING btree (unit_id, created_at);
CREATE INDEX question_by_work ON consultation.question USING btree (work_no, clause);
CREATE INDEX question_open ON consultation.question USING btree (due) WHERE (state <> 'answered'::text);

create table consultation.second (
  id bigint generated always as identity not null,
  work_no bigint not null,
  clause text not null,
  clause_label text not null,
  unit_id text not null,
  askers integer not null,
  opened_on date not null,
  closed_at timestamp with time zone,
  by_label text,
  explained_by bigint,
  follow_on date,
  follow_done date,
  note text default ''::text not null,
  constraint second_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX second_open ON consultation.second USING btree (work_no, clause) WHERE (closed_at IS NULL);

create table consultation.setting (
  one boolean default true not null,
  keep_contact_days integer default 90 not null,
  repeats integer default 3 not null,
  per_ten_minutes integer default 10 not null,
  per_day integer default 60 not null,
  constraint setting_pkey PRIMARY KEY (one),
  constraint setting_keep_contact_days_check CHECK (((keep_contact_days >= 1) AND (keep_contact_days <= 3650))),
  constraint setting_one_check CHECK (one),
  constraint setting_per_day_check CHECK ((per_day >= 1)),
  constraint setting_per_ten_minutes_check CHECK ((per_ten_minutes >= 1)),
  constraint setting_repeats_check CHECK (((repeats >= 2) AND (repeats <= 1000)))
);

create table consultation.turned_away (
  day date not null,
  n integer not null,
  constraint turned_away_pkey PRIMARY KEY (day)
);

create table consultation.visit (
  token bytea not null,
  question_id text not null,
  until timestamp with time zone not null,
  constraint visit_pkey PRIMARY KEY (token),
  constraint visit_question_id_fkey FOREIGN KEY (question_id) REFERENCES consultation.question(id)
);

create schema duties;

create table duties.counted (
  one boolean default true not null,
  day date not null,
  at timestamp with time zone not null,
  audit_id bigint not null,
  constraint counted_pkey PRIMARY KEY (one),
  constraint counted_one_check CHECK (one)
);

create table duties.night (
  job text not null,
  at timestamp with time zone not null,
  looked integer,
  found integer not null,
  constraint night_pkey PRIMARY KEY (job),
  constraint night_found_check CHECK ((found >= 0)),
  constraint night_looked_check CHECK ((looked >= 0))
);

create table duties.reminder (
  duty_key text not null,
  stage text not null,
  person_id text not null,
  at timestamp with time zone not null,
  title text not null,
  href text not null,
  mailed_at timestamp with time zone,
  seen_at timestamp with time zone,
  constraint reminder_pkey PRIMARY KEY (duty_key, stage, person_id),
  constraint reminder_stage_check CHECK ((stage = ANY (ARRAY['new'::text, 'soon'::text, 'today'::text, 'overdue'::text])))
);
CREATE INDEX reminder_by_person ON duties.reminder USING btree (person_id, at DESC);

create table duties.waiting (
  unit_id text not null,
  may text not null,
  entry text not null,
  n integer not null,
  now integer not null,
  late integer not null,
  constraint waiting_pkey PRIMARY KEY (unit_id, may, entry),
  constraint waiting_check CHECK (((now >= 0) AND (now <= n))),
  constraint waiting_check1 CHECK (((late >= 0) AND (late <= now))),
  constraint waiting_n_check CHECK ((n > 0))
);

create schema editorial;

create table editorial.examined (
  sha256 text not null,
  ext text not null,
  rules text not null,
  found jsonb not null,
  at timestamp with time zone not null,
  constraint examined_pkey PRIMARY KEY (sha256, ext, rules)
);
comment on table editorial.examined is 'What the checks said of a file; kept so that an unchanged attachment is not read again. Quotes are masked.';

create table editorial.piece (
  id text not null,
  unit_id text not null,
  state text not null,
  version integer default 1 not null,
  title text default ''::text not null,
  kind text default '通知公告'::text not null,
  columns text[] default '{}'::text[] not null,
  topics text[] default '{}'::text[] not null,
  html text default ''::text not null,
  answer text default ''::text not null,
  doc_no text default ''::text not null,
  index_no text default ''::text not null,
  source text default ''::text not null,
  issued_on date,
  basis jsonb default '[]'::jsonb not null,
  validity jsonb,
  interprets bigint,
  attachments jsonb default '[]'::jsonb not null,
  writer_id text not null,
  writer text not null,
  reviewer_id text,
  reviewer text,
  approver_id text,
  approver text,
  release_at timestamp with time zone,
  no bigint,
  correction text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  item jsonb,
  elements jsonb default '[]'::jsonb not null,
  explanation jsonb,
  for_piece text,
  issuer text default ''::text not null,
  unread jsonb default '{}'::jsonb not null,
  constraint piece_pkey PRIMARY KEY (id),
  constraint piece_check CHECK (((state <> 'scheduled'::text) OR (release_at IS NOT NULL))),
  constraint piece_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'passed'::text, 'scheduled'::text, 'published'::text, 'discarded'::text]))),
  constraint piece_for_piece_fkey FOREIGN KEY (for_piece) REFERENCES editorial.piece(id)
);
CREATE INDEX piece_by_unit ON editorial.piece USING btree (unit_id, state, updated_at DESC);
CREATE INDEX piece_by_writer ON editorial.piece USING btree (writer_id, updated_at DESC);
CREATE INDEX piece_for_piece ON editorial.piece USING btree (for_piece) WHERE (for_piece IS NOT NULL);
CREATE UNIQUE INDEX piece_one_correction ON editorial.piece USING btree (no) WHERE ((correction IS NOT NULL) AND (state <> ALL (ARRAY['published'::text, 'discarded'::text])));
CREATE INDEX piece_waiting ON editorial.piece USING btree (state, updated_at) WHERE (state = ANY (ARRAY['submitted'::text, 'passed'::text, 'returned'::text, 'scheduled'::text]));

create table editorial.step (
  id bigint generated always as identity not null,
  piece_id text not null,
  at timestamp with time zone not null,
  actor_id text not null,
  actor_label text not null,
  act text not null,
  remark text default ''::text not null,
  version integer not null,
  findings jsonb,
  constraint step_pkey PRIMARY KEY (id),
  constraint step_piece_id_fkey FOREIGN KEY (piece_id) REFERENCES editorial.piece(id)
);
CREATE INDEX step_by_piece ON editorial.step USING btree (piece_id, id);
CREATE TRIGGER step_is_final BEFORE DELETE OR UPDATE ON editorial.step FOR EACH ROW EXECUTE FUNCTION editorial.refuse_change();
CREATE TRIGGER step_is_kept BEFORE TRUNCATE ON editorial.step FOR EACH STATEMENT EXECUTE FUNCTION editorial.refuse_change();
comment on table editorial.step is 'What happened to a piece, in order. Never updated, never deleted.';
comment on column editorial.step.findings is 'Findings handed on, kept, overridden or stopped at by this step: key, rule, severity, message, at, basis. No personal data.';

CREATE OR REPLACE FUNCTION editorial.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' then
    if new.remark = '（内容已删除）' and to_jsonb(new) - 'remark' = to_jsonb(old) - 'remark' then
      return new;
    end if;
  end if;
  raise exception 'the history of a piece is final: % is refused', tg_op using errcode = 'insufficient_privilege';
end $function$;

create schema erasure;

create table erasure.mention (
  erasure_id text not null,
  place text not null,
  ref text not null,
  words integer not null,
  state text default 'open'::text not null,
  decided_on date,
  decided_label text,
  note text default ''::text not null,
  constraint mention_pkey PRIMARY KEY (erasure_id, place, ref),
  constraint mention_check CHECK (((state = 'open'::text) = (decided_on IS NULL))),
  constraint mention_state_check CHECK ((state = ANY (ARRAY['open'::text, 'forgotten'::text, 'kept'::text]))),
  constraint mention_words_check CHECK ((words > 0)),
  constraint mention_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES publication.erasure(id)
);
CREATE INDEX mention_open ON erasure.mention USING btree (erasure_id) WHERE (state = 'open'::text);

create table erasure.notice (
  erasure_id text not null,
  code text not null,
  due date not null,
  done_on date,
  done_label text,
  note text default ''::text not null,
  constraint notice_pkey PRIMARY KEY (erasure_id, code),
  constraint notice_check CHECK (((done_on IS NULL) = (done_label IS NULL))),
  constraint notice_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES publication.erasure(id)
);
CREATE INDEX notice_open ON erasure.notice USING btree (due) WHERE (done_on IS NULL);

create table erasure.read_before (
  erasure_id text not null,
  day date not null,
  kind text not null,
  n bigint not null,
  constraint read_before_pkey PRIMARY KEY (erasure_id, day, kind),
  constraint read_before_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES publication.erasure(id)
);

create table erasure.search (
  erasure_id text not null,
  words bytea,
  state text default 'waiting'::text not null,
  more integer default 0 not null,
  constraint search_pkey PRIMARY KEY (erasure_id),
  constraint search_check CHECK (((state = 'waiting'::text) = (words IS NOT NULL))),
  constraint search_more_check CHECK ((more >= 0)),
  constraint search_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'unreadable'::text]))),
  constraint search_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES publication.erasure(id)
);
CREATE INDEX search_waiting ON erasure.search USING btree (erasure_id) WHERE (state = 'waiting'::text);

create schema foi;

create table foi.application (
  id text not null,
  no text not null,
  once bytea,
  password text,
  channel text not null,
  submitted_at timestamp with time zone not null,
  arrived_on date not null,
  applicant_kind text not null,
  applicant bytea,
  description text not null,
  wanted_form text,
  wanted_way text,
  help_wanted boolean default false not null,
  help_offered text default ''::text not null,
  filled_by_office boolean default false not null,
  created_at timestamp with time zone not null,
  constraint application_pkey PRIMARY KEY (id),
  constraint application_no_key UNIQUE (no),
  constraint application_once_key UNIQUE (once),
  constraint application_applicant_kind_check CHECK ((applicant_kind = ANY (ARRAY['naturalPerson'::text, 'business'::text, 'research'::text, 'publicWelfare'::text, 'legalService'::text, 'otherOrg'::text]))),
  constraint application_channel_check CHECK ((channel = ANY (ARRAY['counter'::text, 'post-signed'::text, 'post-plain'::text, 'net'::text, 'fax'::text, 'email'::text]))),
  constraint application_wanted_form_check CHECK ((wanted_form = ANY (ARRAY['paper'::text, 'electronic'::text, 'disc'::text, 'read'::text]))),
  constraint application_wanted_way_check CHECK ((wanted_way = ANY (ARRAY['post'::text, 'email'::text, 'net'::text, 'fax'::text, 'pickup'::text, 'onsite'::text])))
);
CREATE INDEX application_by_applicant ON foi.application USING btree (applicant) WHERE (applicant IS NOT NULL);

create table foi.counter (
  kind text not null,
  year integer not null,
  n integer not null,
  constraint counter_pkey PRIMARY KEY (kind, year)
);

create table foi.dispute (
  id text not null,
  request_id text not null,
  block text not null,
  opened_on date not null,
  body text not null,
  outcome text not null,
  closed_on date,
  note text default ''::text not null,
  constraint dispute_pkey PRIMARY KEY (id),
  constraint dispute_block_check CHECK ((block = ANY (ARRAY['review'::text, 'litigationDirect'::text, 'litigationAfterReview'::text]))),
  constraint dispute_check CHECK (((outcome = 'pending'::text) = (closed_on IS NULL))),
  constraint dispute_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'corrected'::text, 'otherOutcome'::text, 'pending'::text]))),
  constraint dispute_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX dispute_by_day ON foi.dispute USING btree (opened_on, closed_on);
CREATE INDEX dispute_by_request ON foi.dispute USING btree (request_id);

create table foi.event (
  id bigint generated always as identity not null,
  request_id text not null,
  what text not null,
  on_day date not null,
  at timestamp with time zone not null,
  by_label text not null,
  note text default ''::text not null,
  detail jsonb default '{}'::jsonb not null,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX event_by_request ON foi.event USING btree (request_id, id);

create table foi.fee (
  request_id text not null,
  tariff text not null,
  count integer not null,
  yuan integer not null,
  bands jsonb not null,
  basis text not null,
  notified_on date not null,
  pay_by date not null,
  paid_on date,
  receipt_no text default ''::text not null,
  refunded_on date,
  refunded_yuan integer default 0 not null,
  refund_reason text default ''::text not null,
  objection text default ''::text not null,
  objected_on date,
  objection_answer text default ''::text not null,
  answered_on date,
  constraint fee_pkey PRIMARY KEY (request_id),
  constraint fee_check CHECK (((refunded_yuan >= 0) AND (refunded_yuan <= yuan))),
  constraint fee_check1 CHECK (((paid_on IS NULL) OR (receipt_no <> ''::text))),
  constraint fee_check2 CHECK (((refunded_on IS NULL) OR (paid_on IS NOT NULL))),
  constraint fee_count_check CHECK ((count >= 1)),
  constraint fee_tariff_check CHECK ((tariff = ANY (ARRAY['items'::text, 'pages'::text]))),
  constraint fee_yuan_check CHECK ((yuan > 0)),
  constraint fee_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);

create table foi.file (
  id text not null,
  application_id text not null,
  request_id text,
  role text not null,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  sealed boolean not null,
  to_applicant boolean default false not null,
  created_at timestamp with time zone not null,
  by_label text not null,
  deleted_on date,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_size_check CHECK ((size >= 0)),
  constraint file_application_id_fkey FOREIGN KEY (application_id) REFERENCES foi.application(id),
  constraint file_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX file_by_application ON foi.file USING btree (application_id);
CREATE INDEX file_by_sha ON foi.file USING btree (sha256);

create table foi.frequent (
  id bigint generated always as identity not null,
  unit_id text not null,
  state text not null,
  subject text default ''::text not null,
  raised_on date not null,
  applicants integer not null,
  confirmed_on date,
  by_label text default ''::text not null,
  reason text default ''::text not null,
  piece_id text,
  work_no bigint,
  published_on date,
  constraint frequent_pkey PRIMARY KEY (id),
  constraint frequent_applicants_check CHECK ((applicants >= 1)),
  constraint frequent_check CHECK (((state = ANY (ARRAY['confirmed'::text, 'published'::text])) = (confirmed_on IS NOT NULL))),
  constraint frequent_check1 CHECK (((state = 'published'::text) = (work_no IS NOT NULL))),
  constraint frequent_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'confirmed'::text, 'dismissed'::text, 'published'::text])))
);
CREATE INDEX frequent_by_piece ON foi.frequent USING btree (piece_id) WHERE ((piece_id IS NOT NULL) AND (work_no IS NULL));
CREATE INDEX frequent_open ON foi.frequent USING btree (unit_id, state);

create table foi.frequent_case (
  frequent_id bigint not null,
  request_id text not null,
  likeness real not null,
  same boolean,
  constraint frequent_case_pkey PRIMARY KEY (frequent_id, request_id),
  constraint frequent_case_frequent_id_fkey FOREIGN KEY (frequent_id) REFERENCES foi.frequent(id),
  constraint frequent_case_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX frequent_case_by_request ON foi.frequent_case USING btree (request_id);

create table foi.gram (
  gram text not null,
  n integer not null,
  constraint gram_pkey PRIMARY KEY (gram),
  constraint gram_n_check CHECK ((n >= 1))
);

create table foi.identity (
  application_id text not null,
  sealed bytea not null,
  expires_on date,
  constraint identity_pkey PRIMARY KEY (application_id),
  constraint identity_application_id_fkey FOREIGN KEY (application_id) REFERENCES foi.application(id)
);
comment on table foi.identity is 'Seen by the handling clerk alone, each look audited, deleted after setting.keep_identity_days.';

create table foi.letter (
  id text not null,
  request_id text not null,
  kind text not null,
  once text not null,
  no text,
  title text not null,
  body jsonb not null,
  decision text,
  basis text[] default '{}'::text[] not null,
  state text not null,
  issued_on date,
  docx text,
  pdf text,
  created_at timestamp with time zone not null,
  by_label text not null,
  asked jsonb,
  constraint letter_pkey PRIMARY KEY (id),
  constraint letter_request_id_once_key UNIQUE (request_id, once),
  constraint letter_check CHECK (((state = 'issued'::text) = ((issued_on IS NOT NULL) AND (no IS NOT NULL)))),
  constraint letter_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text]))),
  constraint letter_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE TRIGGER letter_is_final BEFORE DELETE OR UPDATE ON foi.letter FOR EACH ROW EXECUTE FUNCTION foi.letter_is_final();

create table foi.likeness (
  request_id text not null,
  grams text[] not null,
  constraint likeness_pkey PRIMARY KEY (request_id),
  constraint likeness_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX likeness_by_gram ON foi.likeness USING gin (grams);

create table foi.objection (
  id text not null,
  request_id text not null,
  day date not null,
  words text not null,
  at timestamp with time zone not null,
  answer text default ''::text not null,
  answered_on date,
  by_label text default ''::text not null,
  constraint objection_pkey PRIMARY KEY (id),
  constraint objection_words_check CHECK ((words <> ''::text)),
  constraint objection_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX objection_by_request ON foi.objection USING btree (request_id);
CREATE INDEX objection_open ON foi.objection USING btree (at) WHERE (answered_on IS NULL);

create table foi.party (
  id text not null,
  request_id text not null,
  kind text not null,
  sealed bytea not null,
  about text not null,
  sent_on date not null,
  received_on date,
  limit_on date not null,
  opinion text,
  opinion_on date,
  reasons text default ''::text not null,
  override text default ''::text not null,
  constraint party_pkey PRIMARY KEY (id),
  constraint party_check CHECK (((opinion IS NULL) = (opinion_on IS NULL))),
  constraint party_kind_check CHECK ((kind = ANY (ARRAY['third'::text, 'coproducer'::text]))),
  constraint party_opinion_check CHECK ((opinion = ANY (ARRAY['agree'::text, 'object'::text, 'silent'::text]))),
  constraint party_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id)
);
CREATE INDEX party_by_request ON foi.party USING btree (request_id);
CREATE INDEX party_waiting ON foi.party USING btree (limit_on) WHERE (opinion IS NULL);

create table foi.redaction (
  id text not null,
  request_id text not null,
  source_id text not null,
  name text not null,
  sizes jsonb not null,
  bars jsonb default '[]'::jsonb not null,
  simplified boolean not null,
  state text not null,
  result_id text,
  say text default ''::text not null,
  despite text default ''::text not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  by_label text not null,
  constraint redaction_pkey PRIMARY KEY (id),
  constraint redaction_check CHECK (((state = 'done'::text) = (result_id IS NOT NULL))),
  constraint redaction_state_check CHECK ((state = ANY (ARRAY['open'::text, 'making'::text, 'done'::text, 'failed'::text]))),
  constraint redaction_request_id_fkey FOREIGN KEY (request_id) REFERENCES foi.request(id),
  constraint redaction_result_id_fkey FOREIGN KEY (result_id) REFERENCES foi.file(id),
  constraint redaction_source_id_fkey FOREIGN KEY (source_id) REFERENCES foi.file(id)
);
CREATE INDEX redaction_by_request ON foi.redaction USING btree (request_id);

create table foi.request (
  id text not null,
  application_id text not null,
  part integer not null,
  no text not null,
  unit_id text not null,
  clerk_id text,
  clerk_label text default ''::text not null,
  state text not null,
  wanted text not null,
  subject text default ''::text not null,
  received_on date,
  due date,
  due_provisional boolean default false not null,
  next_due date,
  correct_by date,
  proposal jsonb,
  decision text,
  grounds text[] default '{}'::text[] not null,
  basis text[] default '{}'::text[] not null,
  reasons text default ''::text not null,
  whereabouts text default ''::text not null,
  report_row text,
  remedy_class text,
  decided_on date,
  decided_by text default ''::text not null,
  closed_on date,
  delivered_on date,
  delivered_how text default ''::text not null,
  archived_on date,
  due_was date,
  rating text,
  rating_note text default ''::text not null,
  work_no bigint,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  days integer,
  constraint request_pkey PRIMARY KEY (id),
  constraint request_application_id_part_key UNIQUE (application_id, part),
  constraint request_no_key UNIQUE (no),
  constraint request_check CHECK (((received_on IS NOT NULL) OR (state = ANY (ARRAY['awaitingConfirmation'::text, 'withdrawn'::text])))),
  constraint request_check1 CHECK (((state <> 'awaitingConfirmation'::text) OR (received_on IS NULL))),
  constraint request_check2 CHECK (((closed_on IS NULL) = (state = ANY (ARRAY['awaitingConfirmation'::text, 'received'::text, 'correctionPending'::text, 'processing'::text, 'consulting'::text, 'feePending'::text])))),
  constraint request_check3 CHECK (((report_row IS NULL) = (closed_on IS NULL))),
  constraint request_days_check CHECK ((days > 0)),
  constraint request_part_check CHECK ((part >= 1)),
  constraint request_rating_check CHECK ((rating = ANY (ARRAY['clear'::text, 'partly'::text, 'unclear'::text]))),
  constraint request_remedy_class_check CHECK ((remedy_class = ANY (ARRAY['A'::text, 'B'::text, 'none'::text]))),
  constraint request_state_check CHECK ((state = ANY (ARRAY['awaitingConfirmation'::text, 'received'::text, 'correctionPending'::text, 'processing'::text, 'consulting'::text, 'feePending'::text, 'decided'::text, 'delivered'::text, 'archived'::text, 'abandonedCorrection'::text, 'abandonedFee'::text, 'withdrawn'::text]))),
  constraint request_application_id_fkey FOREIGN KEY (application_id) REFERENCES foi.application(id)
);
CREATE INDEX request_closed ON foi.request USING btree (closed_on DESC, no DESC) WHERE (closed_on IS NOT NULL);
CREATE INDEX request_closed_by_unit ON foi.request USING btree (unit_id, closed_on DESC, no DESC) WHERE (closed_on IS NOT NULL);
CREATE INDEX request_moved ON foi.request USING btree (unit_id) WHERE (due_was IS NOT NULL);
CREATE INDEX request_open ON foi.request USING btree (next_due, no) WHERE (closed_on IS NULL);
CREATE INDEX request_open_by_unit ON foi.request USING btree (unit_id, next_due, no) WHERE (closed_on IS NULL);
CREATE INDEX request_open_due ON foi.request USING btree (due, unit_id) WHERE (closed_on IS NULL);
CREATE INDEX request_public ON foi.request USING btree (id) WHERE (work_no IS NOT NULL);
CREATE INDEX request_received ON foi.request USING btree (received_on, unit_id);
CREATE INDEX request_register ON foi.request USING btree (received_on DESC, no DESC) WHERE (received_on IS NOT NULL);
CREATE INDEX request_subject_pairs ON foi.request USING gin (foi.pairs(subject));
CREATE INDEX request_undelivered ON foi.request USING btree (unit_id) WHERE (state = 'decided'::text);

create table foi.setting (
  one boolean default true not null,
  restart_on_payment boolean default true not null,
  fee_across_units boolean default false not null,
  excess_hint integer default 20 not null,
  prompt_threshold integer default 3 not null,
  correction_days integer default 15 not null,
  keep_identity_days integer default 1095 not null,
  review_body text default ''::text not null,
  court text default ''::text not null,
  office_confirmed boolean default false not null,
  calendar text default ''::text not null,
  pay_how text default ''::text not null,
  constraint setting_pkey PRIMARY KEY (one),
  constraint setting_correction_days_check CHECK (((correction_days >= 1) AND (correction_days <= 60))),
  constraint setting_excess_hint_check CHECK (((excess_hint >= 2) AND (excess_hint <= 10000))),
  constraint setting_keep_identity_days_check CHECK (((keep_identity_days >= 30) AND (keep_identity_days <= 36500))),
  constraint setting_one_check CHECK (one),
  constraint setting_prompt_threshold_check CHECK (((prompt_threshold >= 2) AND (prompt_threshold <= 1000)))
);

create table foi.visit (
  token bytea not null,
  application_id text not null,
  until timestamp with time zone not null,
  constraint visit_pkey PRIMARY KEY (token),
  constraint visit_application_id_fkey FOREIGN KEY (application_id) REFERENCES foi.application(id)
);

CREATE OR REPLACE FUNCTION foi.letter_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state = 'draft' then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'UPDATE'
    and (new.id, new.request_id, new.kind, new.once, new.no, new.title, new.body, new.decision, new.basis, new.state, new.issued_on)
      is not distinct from
        (old.id, old.request_id, old.kind, old.once, old.no, old.title, old.body, old.decision, old.basis, old.state, old.issued_on)
    and (old.docx is null or new.docx is not distinct from old.docx)
    and (old.pdf is null or new.pdf is not distinct from old.pdf) then
    return new;
  end if;
  raise exception 'letter % is issued and final', old.id;
end $function$;

CREATE OR REPLACE FUNCTION foi.pairs(t text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(array_agg(distinct substr(t, i, 2)), '{}') from generate_series(1, length(t) - 1) i
$function$;

create schema intake;

create table intake.barred (
  sha256 text not null,
  no bigint not null,
  at timestamp with time zone not null,
  constraint barred_pkey PRIMARY KEY (sha256)
);

create table intake.item (
  unit_id text not null,
  path text not null,
  sha256 text not null,
  no bigint not null,
  imported_at timestamp with time zone not null,
  constraint item_pkey PRIMARY KEY (unit_id, path)
);

create schema interpretation;

create table interpretation.explained (
  no bigint not null,
  edition_id text not null,
  policy_no bigint not null,
  unit_id text not null,
  form text not null,
  given text[] not null,
  constraint explained_pkey PRIMARY KEY (no)
);
CREATE INDEX explained_policy ON interpretation.explained USING btree (policy_no);
CREATE INDEX explained_unit ON interpretation.explained USING btree (unit_id);

create schema ledger;

create table ledger.event (
  id bigint generated always as identity not null,
  task_id text not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  detail text default ''::text not null,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_task_id_fkey FOREIGN KEY (task_id) REFERENCES ledger.task(id)
);
CREATE INDEX event_by_task ON ledger.event USING btree (task_id, id);
CREATE TRIGGER event_is_final BEFORE DELETE OR UPDATE ON ledger.event FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER event_is_kept BEFORE TRUNCATE ON ledger.event FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

create table ledger.evidence (
  id text not null,
  report_id text not null,
  kind text not null,
  target text not null,
  name text not null,
  probe text not null,
  why text default ''::text not null,
  probed_at timestamp with time zone,
  broken_at timestamp with time zone,
  constraint evidence_pkey PRIMARY KEY (id),
  constraint evidence_kind_check CHECK ((kind = ANY (ARRAY['edition'::text, 'link'::text, 'file'::text]))),
  constraint evidence_probe_check CHECK ((probe = ANY (ARRAY['unchecked'::text, 'ok'::text, 'broken'::text]))),
  constraint evidence_report_id_fkey FOREIGN KEY (report_id) REFERENCES ledger.report(id)
);
CREATE INDEX evidence_by_report ON ledger.evidence USING btree (report_id);

create table ledger.plan (
  id text not null,
  title text not null,
  issuer text,
  doc_no text,
  year integer not null,
  issued_on date,
  fingerprint text not null,
  source_name text not null,
  source_file text,
  is_public boolean default false not null,
  closing text default ''::text not null,
  findings jsonb default '[]'::jsonb not null,
  looks_back text,
  imported_at timestamp with time zone not null,
  imported_by text not null,
  constraint plan_pkey PRIMARY KEY (id),
  constraint plan_fingerprint_key UNIQUE (fingerprint),
  constraint plan_looks_back_fkey FOREIGN KEY (looks_back) REFERENCES ledger.plan(id)
);

create table ledger.report (
  id text not null,
  task_id text not null,
  unit_id text not null,
  at timestamp with time zone not null,
  author_id text not null,
  author text not null,
  text text not null,
  state text not null,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  constraint report_pkey PRIMARY KEY (id),
  constraint report_check CHECK (((state <> 'returned'::text) OR (reason IS NOT NULL))),
  constraint report_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'accepted'::text, 'returned'::text]))),
  constraint report_task_id_fkey FOREIGN KEY (task_id) REFERENCES ledger.task(id)
);
CREATE INDEX report_by_task ON ledger.report USING btree (task_id, at DESC);
CREATE UNIQUE INDEX report_one_open ON ledger.report USING btree (task_id, unit_id) WHERE (state = 'submitted'::text);

create table ledger.share (
  id bigint generated always as identity not null,
  task_id text not null,
  role text not null,
  named text not null,
  unit_id text,
  accepted_for date,
  accepted_at timestamp with time zone,
  constraint share_pkey PRIMARY KEY (id),
  constraint share_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'responsible'::text]))),
  constraint share_task_id_fkey FOREIGN KEY (task_id) REFERENCES ledger.task(id)
);
CREATE INDEX share_by_task ON ledger.share USING btree (task_id);
CREATE INDEX share_by_unit ON ledger.share USING btree (unit_id);
CREATE UNIQUE INDEX share_once ON ledger.share USING btree (task_id, unit_id) WHERE (unit_id IS NOT NULL);

create table ledger.step (
  id bigint generated always as identity not null,
  task_id text not null,
  title text not null,
  due date,
  unit_id text,
  done_at timestamp with time zone,
  constraint step_pkey PRIMARY KEY (id),
  constraint step_task_id_fkey FOREIGN KEY (task_id) REFERENCES ledger.task(id)
);
CREATE INDEX step_by_task ON ledger.step USING btree (task_id);

create table ledger.task (
  id text not null,
  plan_id text not null,
  seq integer not null,
  no text not null,
  section text not null,
  title text not null,
  text text not null,
  deadlines jsonb default '[]'::jsonb not null,
  due date,
  recurs text,
  unclear jsonb default '[]'::jsonb not null,
  origin text,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_plan_id_seq_key UNIQUE (plan_id, seq),
  constraint task_origin_fkey FOREIGN KEY (origin) REFERENCES ledger.task(id),
  constraint task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES ledger.plan(id)
);

CREATE OR REPLACE FUNCTION ledger.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' then
    if new.detail = '（内容已删除）' and to_jsonb(new) - 'detail' = to_jsonb(old) - 'detail' then
      return new;
    end if;
  end if;
  raise exception 'the history of a task is final: % is refused', tg_op using errcode = 'insufficient_privilege';
end $function$;

create schema org;

create table org.delegation (
  id bigint generated always as identity not null,
  from_id text not null,
  to_id text not null,
  unit_id text not null,
  role text not null,
  starts date not null,
  ends date not null,
  ended boolean default false not null,
  constraint delegation_pkey PRIMARY KEY (id),
  constraint delegation_check CHECK ((ends >= starts)),
  constraint delegation_check1 CHECK ((from_id <> to_id)),
  constraint delegation_from_id_fkey FOREIGN KEY (from_id) REFERENCES org.person(id),
  constraint delegation_to_id_fkey FOREIGN KEY (to_id) REFERENCES org.person(id),
  constraint delegation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES org.unit(id)
);
CREATE INDEX delegation_by_receiver ON org.delegation USING btree (to_id, ends);

create table org.former_name (
  unit_id text not null,
  name text not null,
  from_on date,
  to_on date,
  source text not null,
  constraint former_name_pkey PRIMARY KEY (unit_id, name),
  constraint former_name_check CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (from_on <= to_on))),
  constraint former_name_name_check CHECK ((name <> ''::text)),
  constraint former_name_source_check CHECK ((source <> ''::text)),
  constraint former_name_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES org.unit(id)
);

create table org.person (
  id text not null,
  login text not null,
  label text not null,
  unit_id text not null,
  email text,
  password_hash text,
  must_change boolean default false not null,
  totp_secret bytea,
  totp_on boolean default false not null,
  totp_used bigint default 0 not null,
  oidc_subject text,
  failures integer default 0 not null,
  locked_until timestamp with time zone,
  active boolean default true not null,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_login_key UNIQUE (login),
  constraint person_oidc_subject_key UNIQUE (oidc_subject),
  constraint person_login_check CHECK ((login = lower(login))),
  constraint person_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES org.unit(id)
);

create table org.receipt_try (
  mark bytea not null,
  tries integer not null,
  locked_until timestamp with time zone,
  seen_at timestamp with time zone not null,
  constraint receipt_try_pkey PRIMARY KEY (mark),
  constraint receipt_try_tries_check CHECK ((tries >= 0))
);
CREATE INDEX receipt_try_seen ON org.receipt_try USING btree (seen_at);
comment on table org.receipt_try is 'Tries at a number by a sender; mark is a keyed hash of both. Rows go after a day.';

create table org.recovery_code (
  person_id text not null,
  hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (person_id, hash),
  constraint recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES org.person(id)
);

create table org.role (
  person_id text not null,
  unit_id text not null,
  role text not null,
  constraint role_pkey PRIMARY KEY (person_id, unit_id, role),
  constraint role_role_check CHECK ((role = ANY (ARRAY['clerk'::text, 'reviewer'::text, 'approver'::text, 'office'::text, 'admin'::text, 'justice'::text, 'cyberspace'::text]))),
  constraint role_person_id_fkey FOREIGN KEY (person_id) REFERENCES org.person(id),
  constraint role_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES org.unit(id)
);

create table org.session (
  token_hash bytea not null,
  id text not null,
  person_id text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ip text not null,
  agent text not null,
  complete boolean not null,
  by_oidc boolean default false not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id_key UNIQUE (id),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES org.person(id)
);
CREATE INDEX session_by_person ON org.session USING btree (person_id);

create table org.setting (
  one boolean default true not null,
  second_factor text default 'optional'::text not null,
  constraint setting_pkey PRIMARY KEY (one),
  constraint setting_one_check CHECK (one),
  constraint setting_second_factor_check CHECK ((second_factor = ANY (ARRAY['off'::text, 'optional'::text, 'required'::text])))
);

create table org.unit (
  id text not null,
  parent_id text,
  kind text not null,
  name text not null,
  short_name text,
  aliases text[] default '{}'::text[] not null,
  code_letters text[] default '{}'::text[] not null,
  phone text default ''::text not null,
  address text default ''::text not null,
  hours text default ''::text not null,
  duties text default ''::text not null,
  "position" integer default 0 not null,
  active boolean default true not null,
  three_people boolean default true not null,
  constraint unit_pkey PRIMARY KEY (id),
  constraint unit_name_key UNIQUE (name),
  constraint unit_check CHECK ((id <> parent_id)),
  constraint unit_id_check CHECK ((id ~ '^[a-z0-9-]+$'::text)),
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['district'::text, 'department'::text, 'township'::text, 'village'::text, 'school'::text, 'hospital'::text, 'other'::text]))),
  constraint unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES org.unit(id)
);
CREATE INDEX unit_by_parent ON org.unit USING btree (parent_id);
CREATE UNIQUE INDEX unit_one_root ON org.unit USING btree ((true)) WHERE (parent_id IS NULL);
CREATE TRIGGER unit_added_is_told AFTER INSERT ON org.unit REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION publication.tell_units();
CREATE TRIGGER unit_changed_is_told AFTER UPDATE ON org.unit REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION publication.tell_units();
CREATE TRIGGER unit_removed_is_told AFTER DELETE ON org.unit REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION publication.tell_units();

create table org.unknown_login (
  name_hash bytea not null,
  failures integer not null,
  locked_until timestamp with time zone,
  seen_at timestamp with time zone not null,
  constraint unknown_login_pkey PRIMARY KEY (name_hash)
);

create schema platform;

create table platform.audit (
  id bigint not null,
  at timestamp with time zone not null,
  actor_id text not null,
  actor_label text not null,
  unit_id text,
  action text not null,
  outcome text not null,
  subject text,
  detail jsonb default '{}'::jsonb not null,
  request_id text,
  prev bytea not null,
  hash bytea not null,
  constraint audit_pkey PRIMARY KEY (id),
  constraint audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'forbidden'::text, 'failed'::text])))
);
CREATE INDEX audit_by_action ON platform.audit USING btree (action, at DESC);
CREATE INDEX audit_by_actor ON platform.audit USING btree (actor_id, at DESC);
CREATE INDEX audit_by_subject ON platform.audit USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX audit_by_unit ON platform.audit USING btree (unit_id, at DESC);
CREATE INDEX audit_newest ON platform.audit USING btree (at DESC);
CREATE TRIGGER audit_is_chained BEFORE INSERT ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.chain_audit();
CREATE TRIGGER audit_is_final BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER audit_is_kept BEFORE TRUNCATE ON platform.audit FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
comment on table platform.audit is 'Append-only. hash = SHA-256(prev || the row): an edited or missing row shows. Never updated, never deleted.';

create table platform.audit_head (
  one boolean default true not null,
  id bigint not null,
  hash bytea not null,
  constraint audit_head_pkey PRIMARY KEY (one),
  constraint audit_head_one_check CHECK (one)
);
CREATE TRIGGER audit_head_is_kept BEFORE DELETE ON platform.audit_head FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER audit_head_stays BEFORE TRUNCATE ON platform.audit_head FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
comment on table platform.audit_head is 'The number and hash of the newest audit row; its row lock gives the trail one order.';

create table platform.backup (
  id bigint generated always as identity not null,
  made_at timestamp with time zone not null,
  file text not null,
  bytes bigint not null,
  constraint backup_pkey PRIMARY KEY (id)
);

create table platform.migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (name)
);

CREATE OR REPLACE FUNCTION platform.audit_text(a platform.audit)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select convert_to(string_agg(case when v is null then '-' else octet_length(convert_to(v, 'UTF8')) || ':' || v end, '' order by n), 'UTF8')
  from unnest(array[a.id::text, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.actor_id, a.actor_label,
    a.unit_id, a.action, a.outcome, a.subject, a.detail::text, a.request_id]) with ordinality as f (v, n)
$function$;

CREATE OR REPLACE FUNCTION platform.chain_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- In a transaction with an older view of the trail this fails as a serialization conflict, and is tried again.
  select h.id + 1, h.hash into strict new.id, new.prev from platform.audit_head h for update;
  new.hash := sha256(new.prev || platform.audit_text(new));
  update platform.audit_head set id = new.id, hash = new.hash;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit trail is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $function$;

create schema policy;

create table policy.campaign (
  id text not null,
  title text not null,
  body_id text not null,
  cut_off date not null,
  state text not null,
  opened_by text not null,
  closed_by text,
  closed_by_id text,
  released_by text,
  decision_no text,
  created_at timestamp with time zone not null,
  published_on date,
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['open'::text, 'checked'::text, 'published'::text])))
);

create table policy.campaign_list (
  campaign_id text not null,
  kind text not null,
  no bigint not null,
  constraint campaign_list_pkey PRIMARY KEY (campaign_id, kind),
  constraint campaign_list_kind_check CHECK ((kind = ANY (ARRAY['keep'::text, 'repeal'::text, 'void'::text]))),
  constraint campaign_list_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES policy.campaign(id)
);

create table policy.cite (
  from_no bigint not null,
  document_id text not null,
  quote text not null,
  read_on date not null,
  settled_on date,
  settled_why text,
  constraint cite_pkey PRIMARY KEY (from_no, document_id),
  constraint cite_document_id_fkey FOREIGN KEY (document_id) REFERENCES policy.document(id) ON DELETE CASCADE
);
CREATE INDEX cite_by_document ON policy.cite USING btree (document_id);

create table policy.comment (
  id text not null,
  draft_id text not null,
  clause text not null,
  body text not null,
  contact text,
  at timestamp with time zone not null,
  group_id bigint,
  sealed bytea,
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES policy.round(draft_id),
  constraint comment_group_id_fkey FOREIGN KEY (group_id) REFERENCES policy.comment_group(id) ON DELETE SET NULL
);
CREATE INDEX comment_by_draft ON policy.comment USING btree (draft_id, at);
comment on column policy.comment.contact is 'Only rows of before it was sealed; emptied by policy.night.';
comment on column policy.comment.sealed is 'The contact, encrypted under the site''s secret key; goes some days after the answer.';

create table policy.comment_group (
  id bigint generated always as identity not null,
  draft_id text not null,
  said text not null,
  verdict text not null,
  done text not null,
  constraint comment_group_pkey PRIMARY KEY (id),
  constraint comment_group_verdict_check CHECK ((verdict = ANY (ARRAY['adopted'::text, 'partly'::text, 'not'::text]))),
  constraint comment_group_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES policy.round(draft_id)
);
CREATE INDEX comment_group_by_draft ON policy.comment_group USING btree (draft_id);

create table policy.document (
  id text not null,
  no bigint,
  title text not null,
  doc_no text,
  doc_no_key text,
  unified_no text,
  unit_id text not null,
  issuer text not null,
  issued_on date,
  from_on date,
  until_on date,
  decided text,
  decided_on date,
  reason text default ''::text not null,
  status_doc text default ''::text not null,
  successor_id text,
  to_amend boolean default false not null,
  looked_on date,
  source text not null,
  created_at timestamp with time zone not null,
  constraint document_pkey PRIMARY KEY (id),
  constraint document_doc_no_key_key UNIQUE (doc_no_key),
  constraint document_no_key UNIQUE (no),
  constraint document_check CHECK (((decided IS NULL) OR ((decided_on IS NOT NULL) AND (reason <> ''::text)))),
  constraint document_check1 CHECK (((successor_id IS NULL) OR (successor_id <> id))),
  constraint document_decided_check CHECK ((decided = ANY (ARRAY['amended'::text, 'repealed'::text, 'void'::text]))),
  constraint document_source_check CHECK ((source = ANY (ARRAY['spread'::text, 'act'::text, 'draft'::text]))),
  constraint document_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES policy.document(id)
);
CREATE INDEX document_by_successor ON policy.document USING btree (successor_id) WHERE (successor_id IS NOT NULL);
CREATE INDEX document_by_unit ON policy.document USING btree (unit_id);

create table policy.document_event (
  id bigint generated always as identity not null,
  document_id text not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  detail text not null,
  constraint document_event_pkey PRIMARY KEY (id),
  constraint document_event_document_id_fkey FOREIGN KEY (document_id) REFERENCES policy.document(id)
);
CREATE INDEX document_event_by_document ON policy.document_event USING btree (document_id, id);

create table policy.draft (
  id text not null,
  unit_id text not null,
  issuer_id text not null,
  title text not null,
  html text not null,
  note text not null,
  touches_rights boolean not null,
  state text not null,
  version integer default 1 not null,
  replaces_id text,
  doc_no text,
  doc_no_key text,
  unified_letters text,
  unified_year integer,
  unified_serial integer,
  issued_on date,
  from_on date,
  until_on date,
  piece_id text,
  no bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (id),
  constraint draft_doc_no_key_key UNIQUE (doc_no_key),
  constraint draft_issuer_id_unified_year_unified_serial_key UNIQUE (issuer_id, unified_year, unified_serial),
  constraint draft_no_key UNIQUE (no),
  constraint draft_state_check CHECK ((state = ANY (ARRAY['drafting'::text, 'assessed'::text, 'consulting'::text, 'consulted'::text, 'reviewing'::text, 'reviewed'::text, 'discussed'::text, 'signed'::text, 'registered'::text, 'published'::text, 'interpreted'::text, 'filed'::text, 'stopped'::text])))
);
CREATE INDEX draft_by_unit ON policy.draft USING btree (unit_id, state);
CREATE INDEX draft_waiting ON policy.draft USING btree (piece_id) WHERE ((piece_id IS NOT NULL) AND (no IS NULL));

create table policy.draft_event (
  id bigint generated always as identity not null,
  draft_id text not null,
  at timestamp with time zone not null,
  actor_id text not null,
  actor text not null,
  move text not null,
  detail jsonb default '{}'::jsonb not null,
  constraint draft_event_pkey PRIMARY KEY (id),
  constraint draft_event_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES policy.draft(id)
);
CREATE INDEX draft_event_by_draft ON policy.draft_event USING btree (draft_id, id);

create table policy.round (
  draft_id text not null,
  title text not null,
  html text not null,
  note text not null,
  opened_on date not null,
  until_on date not null,
  answered_at timestamp with time zone,
  answer text default ''::text not null,
  constraint round_pkey PRIMARY KEY (draft_id),
  constraint round_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES policy.draft(id)
);

create table policy.setting (
  rule text not null,
  from_on date not null,
  number integer not null,
  reason text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (rule, from_on),
  constraint setting_number_check CHECK (((number >= 1) AND (number <= 1200))),
  constraint setting_reason_check CHECK ((reason <> ''::text))
);

create table policy.verdict (
  campaign_id text not null,
  document_id text not null,
  verdict text not null,
  reason text not null,
  successor_id text,
  by_label text not null,
  at timestamp with time zone not null,
  constraint verdict_pkey PRIMARY KEY (campaign_id, document_id),
  constraint verdict_verdict_check CHECK ((verdict = ANY (ARRAY['keep'::text, 'amend'::text, 'repeal'::text, 'void'::text]))),
  constraint verdict_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES policy.campaign(id),
  constraint verdict_document_id_fkey FOREIGN KEY (document_id) REFERENCES policy.document(id),
  constraint verdict_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES policy.document(id)
);

create schema publication;

create table publication.attachment (
  edition_id text not null,
  sha256 text not null,
  name text not null,
  type text not null,
  size bigint not null,
  constraint attachment_pkey PRIMARY KEY (edition_id, sha256, name),
  constraint attachment_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES publication.edition(id)
);
CREATE INDEX attachment_by_file ON publication.attachment USING btree (sha256);

create table publication.content (
  edition_id text not null,
  salt bytea not null,
  bytes bytea not null,
  constraint content_pkey PRIMARY KEY (edition_id),
  constraint content_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES publication.edition(id)
);
CREATE TRIGGER content_is_final BEFORE UPDATE ON publication.content FOR EACH ROW EXECUTE FUNCTION publication.refuse_change();
CREATE TRIGGER content_is_kept BEFORE TRUNCATE ON publication.content FOR EACH STATEMENT EXECUTE FUNCTION publication.refuse_change();

create table publication.edition (
  id text not null,
  work_no bigint not null,
  version integer not null,
  act text not null,
  reason text,
  published_at timestamp with time zone not null,
  content_hash bytea not null,
  log_index bigint not null,
  constraint edition_pkey PRIMARY KEY (id),
  constraint edition_log_index_key UNIQUE (log_index),
  constraint edition_work_no_version_key UNIQUE (work_no, version),
  constraint edition_act_check CHECK ((act = ANY (ARRAY['publish'::text, 'correct'::text, 'withdraw'::text]))),
  constraint edition_check CHECK (((act = 'publish'::text) OR (reason IS NOT NULL))),
  constraint edition_content_hash_check CHECK ((octet_length(content_hash) = 32)),
  constraint edition_version_check CHECK ((version >= 1)),
  constraint edition_log_index_fkey FOREIGN KEY (log_index) REFERENCES translog.leaf(index),
  constraint edition_work_no_fkey FOREIGN KEY (work_no) REFERENCES publication.work(no)
);
CREATE TRIGGER edition_is_final BEFORE DELETE OR UPDATE ON publication.edition FOR EACH ROW EXECUTE FUNCTION publication.refuse_change();
CREATE TRIGGER edition_is_kept BEFORE TRUNCATE ON publication.edition FOR EACH STATEMENT EXECUTE FUNCTION publication.refuse_change();
comment on table publication.edition is 'Immutable. content_hash = SHA-256(salt || bytes): it proves that something was there without telling what.';

create table publication.erased_edition (
  edition_id text not null,
  erasure_id text not null,
  at timestamp with time zone not null,
  constraint erased_edition_pkey PRIMARY KEY (edition_id),
  constraint erased_edition_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES publication.edition(id),
  constraint erased_edition_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES publication.erasure(id)
);

create table publication.erasure (
  id text not null,
  work_no bigint not null,
  whole boolean not null,
  versions integer[] default '{}'::integer[] not null,
  files text[] default '{}'::text[] not null,
  kind text not null,
  reason text not null,
  public_reason text not null,
  hides boolean not null,
  state text not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  asked_label text not null,
  asked_unit text not null,
  decided_at timestamp with time zone,
  decided_by text,
  decided_label text,
  refusal text,
  constraint erasure_pkey PRIMARY KEY (id),
  constraint erasure_check CHECK ((whole OR ((cardinality(versions) + cardinality(files)) > 0))),
  constraint erasure_check1 CHECK (((state = 'asked'::text) = (decided_at IS NULL))),
  constraint erasure_check2 CHECK (((state = 'asked'::text) = (decided_by IS NULL))),
  constraint erasure_check3 CHECK (((state = 'refused'::text) = (refusal IS NOT NULL))),
  constraint erasure_public_reason_check CHECK ((public_reason <> ''::text)),
  constraint erasure_reason_check CHECK ((reason <> ''::text)),
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'refused'::text]))),
  constraint erasure_takes_two_people CHECK ((decided_by IS DISTINCT FROM asked_by)),
  constraint erasure_work_no_fkey FOREIGN KEY (work_no) REFERENCES publication.work(no)
);
CREATE INDEX erasure_by_work ON publication.erasure USING btree (work_no, asked_at);
CREATE INDEX erasure_newest ON publication.erasure USING btree (asked_at DESC);
CREATE UNIQUE INDEX erasure_one_open ON publication.erasure USING btree (work_no) WHERE (state = 'asked'::text);

create table publication.listing (
  no bigint not null,
  edition_id text not null,
  version integer not null,
  state text not null,
  unit_id text not null,
  unit_name text not null,
  title text not null,
  kind text not null,
  doc_no text,
  doc_no_key text,
  index_no text,
  answer text,
  issued_on date,
  valid_from date,
  valid_until date,
  valid_status text,
  columns text[] not null,
  topics text[] not null,
  interprets bigint,
  first_published_at timestamp with time zone not null,
  published_on date not null,
  changed_at timestamp with time zone not null,
  constraint listing_pkey PRIMARY KEY (no),
  constraint listing_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES publication.edition(id),
  constraint listing_no_fkey FOREIGN KEY (no) REFERENCES publication.work(no)
);
CREATE INDEX listing_by_column ON publication.listing USING gin (columns);
CREATE INDEX listing_by_doc_no ON publication.listing USING btree (doc_no_key) WHERE (doc_no_key IS NOT NULL);
CREATE INDEX listing_by_interprets ON publication.listing USING btree (interprets) WHERE (interprets IS NOT NULL);
CREATE INDEX listing_by_topic ON publication.listing USING gin (topics);
CREATE INDEX listing_by_unit ON publication.listing USING btree (unit_id, first_published_at DESC);
CREATE INDEX listing_newest ON publication.listing USING btree (first_published_at DESC, no DESC);

create table publication.revision (
  one boolean default true not null,
  n bigint not null,
  told text[],
  forgotten bigint default 0 not null,
  constraint revision_pkey PRIMARY KEY (one),
  constraint revision_one_check CHECK (one)
);
CREATE TRIGGER revision_is_told AFTER UPDATE ON publication.revision FOR EACH ROW EXECUTE FUNCTION publication.tell_revision();

create table publication.work (
  no bigint not null,
  unit_id text not null,
  state text not null,
  created_at timestamp with time zone not null,
  constraint work_pkey PRIMARY KEY (no),
  constraint work_state_check CHECK ((state = ANY (ARRAY['published'::text, 'withdrawn'::text, 'erased'::text])))
);

CREATE OR REPLACE FUNCTION publication.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'edition' then
    if new.reason = '（内容已删除）' and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason'
      and not exists (select 1 from publication.content c where c.edition_id = old.id) then
      return new;
    end if;
  end if;
  raise exception 'an edition is final: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION publication.tell_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  said text := json_build_object('n', new.n, 'forget', new.forgotten = new.n, 'tags', new.told)::text;
begin
  -- A notification holds less than 8000 bytes; one that touches more than fits may have touched anything.
  if octet_length(said) > 7900 then
    said := json_build_object('n', new.n, 'forget', new.forgotten = new.n, 'tags', null)::text;
  end if;
  perform pg_notify('revision', said);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION publication.tell_units()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update publication.revision
     set n = n + 1, told = (select array_agg('unit-record:' || id) || array['units'] from touched)
   where exists (select from touched);
  return null;
end $function$;

create schema regulation;

create table regulation.alarm (
  no bigint not null,
  law_id text not null,
  version_id text not null,
  unit_id text not null,
  raised_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by text,
  answer text,
  constraint alarm_pkey PRIMARY KEY (no, law_id, version_id),
  constraint alarm_law_id_fkey FOREIGN KEY (law_id) REFERENCES regulation.law(id) ON DELETE CASCADE
);
CREATE INDEX alarm_open ON regulation.alarm USING btree (unit_id) WHERE (answered_at IS NULL);

create table regulation.alias (
  name text not null,
  law_id text not null,
  constraint alias_pkey PRIMARY KEY (name, law_id),
  constraint alias_law_id_fkey FOREIGN KEY (law_id) REFERENCES regulation.law(id) ON DELETE CASCADE
);

create table regulation.article (
  version_id text not null,
  seq integer not null,
  no text not null,
  heading text[] not null,
  body text not null,
  constraint article_pkey PRIMARY KEY (version_id, seq),
  constraint article_version_id_fkey FOREIGN KEY (version_id) REFERENCES regulation.version(id) ON DELETE CASCADE
);
CREATE INDEX article_by_no ON regulation.article USING btree (version_id, no);

create table regulation.cited (
  no bigint not null,
  edition_id text not null,
  unit_id text not null,
  name_key text not null,
  law_id text,
  article text not null,
  version_id text,
  judged_on date not null,
  constraint cited_pkey PRIMARY KEY (no, name_key, article),
  constraint cited_law_id_fkey FOREIGN KEY (law_id) REFERENCES regulation.law(id) ON DELETE SET NULL
);
CREATE INDEX cited_by_law ON regulation.cited USING btree (law_id, no);
CREATE INDEX cited_unknown ON regulation.cited USING btree (name_key) WHERE (law_id IS NULL);

create table regulation.law (
  id text not null,
  title text not null,
  kind text not null,
  region text,
  first_issued date,
  repealed boolean default false not null,
  source text not null,
  constraint law_pkey PRIMARY KEY (id)
);

create table regulation.law_order (
  law_id text not null,
  organ text not null,
  no integer not null,
  issued_on date not null,
  constraint law_order_pkey PRIMARY KEY (law_id, organ, no),
  constraint law_order_law_id_fkey FOREIGN KEY (law_id) REFERENCES regulation.law(id) ON DELETE CASCADE
);

create table regulation.state (
  only_row boolean default true not null,
  n bigint not null,
  filling boolean default false not null,
  constraint state_pkey PRIMARY KEY (only_row),
  constraint state_only_row_check CHECK (only_row)
);

create table regulation.version (
  id text not null,
  law_id text not null,
  from_on date,
  issued date,
  sha256 text not null,
  source text not null,
  status text default ''::text not null,
  constraint version_pkey PRIMARY KEY (id),
  constraint version_law_id_fkey FOREIGN KEY (law_id) REFERENCES regulation.law(id) ON DELETE CASCADE
);
CREATE INDEX version_by_law ON regulation.version USING btree (law_id, from_on);

create schema search;

create table search.asked (
  query text not null,
  day date not null,
  times integer default 1 not null,
  found integer not null,
  constraint asked_pkey PRIMARY KEY (query, day)
);

create table search.document (
  no bigint not null,
  edition_id text not null,
  title text not null,
  text text not null,
  doc_no_key text,
  unit_id text not null,
  unit_name text not null,
  kind text not null,
  columns text[] not null,
  published_on date not null,
  valid_status text,
  terms text not null,
  change bigint not null,
  constraint document_pkey PRIMARY KEY (no)
);
CREATE INDEX document_by_change ON search.document USING btree (change);
CREATE INDEX document_by_doc_no ON search.document USING btree (doc_no_key) WHERE (doc_no_key IS NOT NULL);
CREATE INDEX document_by_title ON search.document USING btree ("left"(title, 100) text_pattern_ops);

create table search.gone (
  no bigint not null,
  change bigint not null,
  constraint gone_pkey PRIMARY KEY (no)
);
CREATE INDEX gone_by_change ON search.gone USING btree (change);

create table search.segment (
  id text not null,
  from_change bigint not null,
  through bigint not null,
  docs integer not null,
  bytes bigint not null,
  made_at timestamp with time zone not null,
  constraint segment_pkey PRIMARY KEY (id),
  constraint segment_check CHECK ((through >= from_change))
);

create table search.state (
  one boolean default true not null,
  change bigint not null,
  complete boolean not null,
  constraint state_pkey PRIMARY KEY (one),
  constraint state_one_check CHECK (one)
);

create table search.synonym (
  id bigint generated always as identity not null,
  words text[] not null,
  constraint synonym_pkey PRIMARY KEY (id),
  constraint synonym_words_check CHECK ((cardinality(words) >= 2))
);

create table search.word (
  word text not null,
  constraint word_pkey PRIMARY KEY (word)
);

create schema sites;

create table sites."column" (
  path text not null,
  parent text,
  name text not null,
  description text default ''::text not null,
  keywords text[] default '{}'::text[] not null,
  class text not null,
  "position" integer default 0 not null,
  in_nav boolean default false not null,
  fixed boolean generated always as ((path = ANY (ARRAY['zfxxgk'::text, 'zfxxgk/zhinan'::text, 'zfxxgk/zhidu'::text, 'zfxxgk/fdzdgk'::text, 'zfxxgk/nianbao'::text]))) stored not null,
  created_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  constraint column_pkey PRIMARY KEY (path),
  constraint column_check CHECK ((COALESCE(parent, ''::text) =
CASE
    WHEN (POSITION(('/'::text) IN (path)) = 0) THEN ''::text
    ELSE regexp_replace(path, '/[^/]+$'::text, ''::text)
END)),
  constraint column_class_check CHECK ((class = ANY (ARRAY['动态要闻'::text, '通知公告'::text, '政策文件'::text, '规划计划'::text, '人事'::text, '其他'::text]))),
  constraint column_fixed_section CHECK (((parent IS DISTINCT FROM 'zfxxgk'::text) OR (path = ANY (ARRAY['zfxxgk/zhinan'::text, 'zfxxgk/zhidu'::text, 'zfxxgk/fdzdgk'::text, 'zfxxgk/nianbao'::text])))),
  constraint column_fixed_stays CHECK (((archived_at IS NULL) OR (path <> ALL (ARRAY['zfxxgk'::text, 'zfxxgk/zhinan'::text, 'zfxxgk/zhidu'::text, 'zfxxgk/fdzdgk'::text, 'zfxxgk/nianbao'::text])))),
  constraint column_name_check CHECK ((name <> ''::text)),
  constraint column_path_check CHECK (((path ~ '^[a-z0-9-]+(/[a-z0-9-]+)*$'::text) AND (length(path) <= 120))),
  constraint column_parent_fkey FOREIGN KEY (parent) REFERENCES sites."column"(path)
);
CREATE INDEX column_by_parent ON sites."column" USING btree (parent, "position");

create table sites.error_contact (
  report_id text not null,
  contact text not null,
  constraint error_contact_pkey PRIMARY KEY (report_id),
  constraint error_contact_report_id_fkey FOREIGN KEY (report_id) REFERENCES sites.error_report(id)
);
comment on table sites.error_contact is 'E-mail or telephone, only when given; deleted 30 days after the report is closed.';

create table sites.error_report (
  id text not null,
  page text not null,
  unit_id text,
  kind text not null,
  what text not null,
  state text default 'open'::text not null,
  answer text,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint error_report_pkey PRIMARY KEY (id),
  constraint error_report_check CHECK (((state = 'closed'::text) = ((answer IS NOT NULL) AND (closed_at IS NOT NULL)))),
  constraint error_report_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint error_report_what_check CHECK ((what <> ''::text))
);
CREATE INDEX error_report_open ON sites.error_report USING btree (created_at) WHERE (state = 'open'::text);

create table sites.read_count (
  path text collate "C" not null,
  day date not null,
  kind text not null,
  n bigint not null,
  constraint read_count_pkey PRIMARY KEY (path, day, kind),
  constraint read_count_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'feed'::text, 'crawler'::text, 'api'::text]))),
  constraint read_count_n_check CHECK ((n > 0)),
  constraint read_count_path_check CHECK ((path <> ''::text))
);
CREATE INDEX read_count_by_day ON sites.read_count USING btree (day);
comment on table sites.read_count is 'Counted by the web process and added every few seconds; a process that is killed loses its last seconds.';

create table sites.site (
  one boolean default true not null,
  name text not null,
  tagline text default '公开 · 每一件都可核对'::text not null,
  organiser text default ''::text not null,
  contact text default ''::text not null,
  phone text default ''::text not null,
  address text default ''::text not null,
  postcode text default ''::text not null,
  hours text default ''::text not null,
  domain text default ''::text not null,
  site_code text default ''::text not null,
  icp text default ''::text not null,
  police text default ''::text not null,
  badge_href text default ''::text not null,
  ipv6 boolean default false not null,
  constraint site_pkey PRIMARY KEY (one),
  constraint site_name_check CHECK ((name <> ''::text)),
  constraint site_one_check CHECK (one),
  constraint site_site_code_check CHECK (((site_code = ''::text) OR (site_code ~ '^(\d{10}|bm\d{8})$'::text)))
);

create table sites.topic (
  slug text not null,
  name text not null,
  lead text default ''::text not null,
  "position" integer default 0 not null,
  active boolean default true not null,
  created_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  constraint topic_pkey PRIMARY KEY (slug),
  constraint topic_name_check CHECK ((name <> ''::text)),
  constraint topic_slug_check CHECK (((slug ~ '^[a-z0-9-]+$'::text) AND (length(slug) <= 60)))
);

create schema translog;

create table translog.head (
  one boolean default true not null,
  size bigint not null,
  constraint head_pkey PRIMARY KEY (one),
  constraint head_one_check CHECK (one)
);

create table translog.leaf (
  index bigint not null,
  edition_id text not null,
  data bytea not null,
  hash bytea not null,
  at timestamp with time zone not null,
  constraint leaf_pkey PRIMARY KEY (index),
  constraint leaf_edition_id_key UNIQUE (edition_id),
  constraint leaf_hash_check CHECK ((octet_length(hash) = 32)),
  constraint leaf_index_check CHECK ((index >= 0))
);
CREATE TRIGGER leaf_is_final BEFORE DELETE OR UPDATE ON translog.leaf FOR EACH ROW EXECUTE FUNCTION translog.refuse_change();
CREATE TRIGGER leaf_is_kept BEFORE TRUNCATE ON translog.leaf FOR EACH STATEMENT EXECUTE FUNCTION translog.refuse_change();
comment on table translog.leaf is 'One row per log entry; data is the leaf itself, hash its RFC 6962 leaf hash. Never updated, never deleted.';

CREATE OR REPLACE FUNCTION translog.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the register is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $function$;
