import { AccountReadError } from "../input/errors.js";

/** An object of scalr.io's API. Only its form was checked, not the values of its members. */
export interface ApiObject {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

/** One page of a list. */
export interface ApiPage {
  readonly data: readonly ApiObject[];
  /** The number of the next page; null for the last one. */
  readonly next: number | null;
  /** The length of the whole list; null if the host does not say. */
  readonly total: number | null;
}

/**
 * Asks a host for a path with its query, such as `/api/iacp/v3/workspaces?page%5Bnumber%5D=2`, and resolves with the JSON of its
 * answer. It only reads. It retries what can be retried, and throws permanent errors.
 */
export type GetJson = (path: string) => Promise<unknown>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Checks the answer to a request for a page. @throws AccountReadError if it is not a page of a list */
export function pageOf(answer: unknown, noun: string, number: number): ApiPage {
  const wrong = (what: string) =>
    new AccountReadError(
      `The answer to page ${number} of the ${noun} is not a list of scalr.io: ${what}. Check the hostname.`,
    );
  if (!isObject(answer) || !Array.isArray(answer.data)) throw wrong("it has no 'data'");
  const data = answer.data.map((each: unknown): ApiObject => {
    if (!isObject(each) || typeof each.id !== "string" || typeof each.type !== "string")
      throw wrong("one of its objects lacks an 'id' or a 'type'");
    const { type, id, attributes, relationships } = each;
    return {
      type: type as string,
      id: id as string,
      attributes: isObject(attributes) ? attributes : {},
      relationships: isObject(relationships) ? relationships : {},
    };
  });
  const meta = isObject(answer.meta) && isObject(answer.meta.pagination) ? answer.meta.pagination : {};
  const next = meta["next-page"] ?? null;
  if (next !== null && !(isCount(next) && next > number))
    throw wrong(`its next page is ${JSON.stringify(next)}`);
  const total = meta["total-count"] ?? null;
  return { data, next, total: isCount(total) ? total : null };
}

/** A text attribute; null if there is none. */
export function textOf({ attributes }: ApiObject, name: string): string | null {
  const value = attributes[name];
  return typeof value === "string" ? value : null;
}

/** An attribute that is a date, in milliseconds since the epoch; null if it is not a date. */
export function timeOf(value: unknown): number | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** The id at the other end of a to-one relationship, or null. */
export function linkOf({ relationships }: ApiObject, name: string): string | null {
  const link = relationships[name];
  const data = isObject(link) ? link.data : null;
  return isObject(data) && typeof data.id === "string" ? data.id : null;
}

/** The ids at the other end of a to-many relationship. */
export function linksOf({ relationships }: ApiObject, name: string): readonly string[] {
  const link = relationships[name];
  const data = isObject(link) ? link.data : null;
  if (!Array.isArray(data)) return [];
  return data.flatMap((each: unknown) => (isObject(each) && typeof each.id === "string" ? [each.id] : []));
}
