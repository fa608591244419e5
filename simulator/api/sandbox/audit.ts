import { iso } from "../../core/common.js";
import type { Entities, EntityType } from "../../core/entities.js";
import { invalidParameter } from "../../core/errors.js";
import { didYouMean } from "../../core/suggest.js";
import { changedFields, type Entry } from "../../sandbox/audit/log.js";
import type { AuditEntry } from "../../sandbox/contract/answers.js";
import type { SandboxContext } from "./context.js";
import { redact } from "./redact.js";

const SHOWN = 100;
const MOST_SHOWN = 1_000;

/** The text in place of a secret value. */
const MASK = "(secret)";

type Fields = Record<string, unknown>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Fields of an entity, all or some, with secrets masked. */
function shown(entity: Entities[EntityType], names: readonly string[] | null): Fields {
  const [raw, redacted] = [entity as unknown as Fields, redact(entity) as unknown as Fields];
  const value = (name: string) => {
    const isBlank = redacted[name] === null || redacted[name] === "";
    return isBlank && !same(raw[name], redacted[name]) ? MASK : redacted[name];
  };
  return Object.fromEntries((names ?? Object.keys(raw)).map((name) => [name, value(name)]));
}

const actionOf = ({ before, after }: Entry["change"]): (typeof ACTIONS)[number] =>
  before === undefined ? "created" : after === undefined ? "deleted" : "updated";

const nameOf = ({ before, after }: Entry["change"]) => {
  const entity = (after ?? before) as {
    readonly name?: unknown;
    readonly key?: unknown;
    readonly email?: unknown;
  };
  const name = entity.name ?? entity.key ?? entity.email;
  return typeof name === "string" ? name : null;
};

/** A creation and a deletion show the whole object, an update the fields that it changed. */
function describe(entry: Entry): AuditEntry {
  const { number, seq, at, who, via, change } = entry;
  const { type, id, before, after } = change;
  const names = before && after ? changedFields(before as never, after as never) : null;
  return {
    number,
    seq,
    at: iso(at),
    who,
    via,
    action: actionOf(change),
    object: { type, id, name: nameOf(change) },
    before: before === undefined ? null : shown(before, names),
    after: after === undefined ? null : shown(after, names),
  };
}

/** The values of an entry that each filter compares. Several values, separated by commas, match any of them. */
const FILTERS: Readonly<Record<string, (entry: Entry) => readonly (string | null)[]>> = {
  type: ({ change }) => [change.type],
  id: ({ change }) => [change.id],
  name: ({ change }) => [nameOf(change)],
  action: ({ change }) => [actionOf(change)],
  who: ({ who }) => [who.id, who.name, who.type],
  token: ({ who }) => [who.token],
  method: ({ via }) => [via?.method ?? null],
  path: ({ via }) => [via?.path ?? null],
  request: ({ via }) => [via?.requestId ?? null],
  seq: ({ seq }) => [String(seq)],
};

const OTHERS = ["since", "until", "limit", "before"];

const ACTIONS = ["created", "updated", "deleted"] as const;

/** Rejects filter values that no entry can have: the response would look as if nothing had been changed. @throws ApiError */
function checkValues(params: URLSearchParams, name: string, what: string, known: readonly string[]): void {
  for (const value of params.get(name)?.split(",") ?? [])
    if (!known.includes(value))
      throw invalidParameter(name, `There is no ${what} '${value}'.${didYouMean(value, known, "'")}`);
}

function wholeOf(params: URLSearchParams, name: string, fallback: number, most: number): number {
  const text = params.get(name);
  if (text === null) return fallback;
  if (/^\d{1,15}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  throw invalidParameter(name, `'${name}' must be a whole number from 1 to ${most}, not '${text}'.`);
}

function timeOf(params: URLSearchParams, name: string, fallback: number): number {
  const text = params.get(name);
  if (text === null) return fallback;
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw invalidParameter(name, `'${name}' must be a time such as 2030-01-01T12:00:00Z, not '${text}'.`);
}

/**
 * `GET /audit`: who changed what, newest first. `more` says that older entries match too. To read them, give the number of the
 * last entry as `before`.
 */
export function showAudit(
  { audit, services: { store } }: SandboxContext,
  { params }: { readonly params: URLSearchParams },
) {
  const known = [...Object.keys(FILTERS), ...OTHERS];
  for (const name of params.keys())
    if (!known.includes(name))
      throw invalidParameter(name, `Unknown filter '${name}'. Filters: ${known.join(", ")}.`);
  checkValues(params, "type", "type of objects", store.types);
  checkValues(params, "action", "action", ACTIONS);
  const tests = Object.entries(FILTERS).flatMap(([name, values]) => {
    const wanted = params.get(name)?.split(",");
    if (wanted === undefined) return [];
    const isWanted = (value: string | null) => value !== null && wanted.includes(value);
    return [(entry: Entry) => values(entry).some(isWanted)];
  });
  const since = timeOf(params, "since", Number.NEGATIVE_INFINITY);
  const until = timeOf(params, "until", Number.POSITIVE_INFINITY);
  const limit = wholeOf(params, "limit", SHOWN, MOST_SHOWN);
  const before = wholeOf(params, "before", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const fits = (entry: Entry) => entry.at >= since && entry.at <= until && tests.every((test) => test(entry));
  const entries: Entry[] = [];
  for (const entry of audit.newest(fits, before)) {
    if (entries.length === limit) return { entries: entries.map(describe), more: true };
    entries.push(entry);
  }
  return { entries: entries.map(describe), more: false };
}
