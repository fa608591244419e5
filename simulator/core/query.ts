import { invalidParameter } from "./errors.js";

/** One `filter[name]`, or `filter[link][name]`: matches any of `values`, as a whole or (`like:`) as a part of the text. */
export interface AskedFilter {
  /** The name of the parameter, for errors. */
  readonly parameter: string;
  /** The relationship whose objects are filtered; null for the listed objects themselves. */
  readonly link: string | null;
  readonly name: string;
  readonly values: readonly string[];
  readonly like: boolean;
  /** The text after `between:`, which is a time span for filters on dates only. */
  readonly between: string | null;
}

/** The decoded query parameters of a request. */
export interface Query {
  readonly page: number;
  readonly size: number;
  readonly sort: readonly { readonly name: string; readonly descending: boolean }[];
  readonly filters: readonly AskedFilter[];
  /** Whether the caller's favorites come first (`sort[favorite-first]`). */
  readonly favoriteFirst: boolean;
  readonly query: string | null;
  readonly include: readonly string[];
  /** Attributes and relationships to show, by type; a type without an entry is shown whole. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
}

const DEFAULT_SIZE = 20;
const LARGEST_SIZE = 100;

const NOTHING: Query = {
  page: 1,
  size: DEFAULT_SIZE,
  sort: [],
  filters: [],
  favoriteFirst: false,
  query: null,
  include: [],
  fields: new Map(),
};

const names = (text: string) =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

function positive(parameter: string, text: string): number {
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) < 1) {
    throw invalidParameter(
      parameter,
      `'${parameter}' must be a whole number from 1 to 999999999, not '${text}'.`,
    );
  }
  return Number(text);
}

/** E4: the operators are `in:`, `like:` and, for dates, `between:`. Everything else is part of the value. */
function filterOf(parameter: string, link: string | null, name: string, text: string): AskedFilter {
  const between = text.startsWith("between:") ? text.slice(8) : null;
  const asked = { parameter, link, name, like: false, between };
  if (text.startsWith("like:")) return { ...asked, values: [text.slice(5).toLowerCase()], like: true };
  if (text.startsWith("in:")) return { ...asked, values: names(text.slice(3)) };
  // A name may contain a comma, so the whole text is a value too.
  return { ...asked, values: text.includes(",") ? [text, ...names(text)] : [text.trim()] };
}

/** The right spelling of list parameters, by the word at their beginning. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^filter(?![a-z])/i, "filter[name]=value"],
  [/^page(?![a-z])/i, "page[number]=1 and page[size]=100"],
];

/** Rejects a misspelled filter or page: if it were ignored, the caller would take the whole list for the result. */
function refuseMisspelled(parameter: string): void {
  const spelling = SPELLINGS.find(([pattern]) => pattern.test(parameter))?.[1];
  if (spelling !== undefined)
    throw invalidParameter(parameter, `'${parameter}' is not a parameter of lists. Write ${spelling}.`);
}

/**
 * Decodes the query parameters of a list. `single` is any other request, for which page, sort and filter parameters
 * are ignored. @throws an API error (400) that names a parameter with an invalid value or spelling
 */
export function parseQuery(params: URLSearchParams, kind: "list" | "single"): Query {
  if (params.size === 0) return NOTHING;
  const query = { ...NOTHING, filters: [] as AskedFilter[], fields: new Map<string, ReadonlySet<string>>() };
  for (const [name, text] of params) {
    const bracket = /^(filter|fields)\[([^\]]*)\]$/.exec(name);
    if (name === "include") query.include = names(text);
    else if (bracket?.[1] === "fields") query.fields.set(bracket[2]!, new Set(names(text)));
    else if (kind === "single") continue;
    else if (name === "page[number]") query.page = positive(name, text);
    else if (name === "page[size]") query.size = Math.min(positive(name, text), LARGEST_SIZE);
    else if (name === "query") query.query = text.trim().toLowerCase() || null;
    else if (name === "sort[favorite-first]") query.favoriteFirst = /^(true|1)$/i.test(text);
    else if (name === "sort") {
      query.sort = names(text).map((item) => ({
        name: item.replace(/^-/, ""),
        descending: item.startsWith("-"),
      }));
    } else if (bracket) query.filters.push(filterOf(name, null, bracket[2]!, text));
    else {
      const linked = /^filter\[([^\]]+)\]\[([^\]]+)\]$/.exec(name);
      if (linked) query.filters.push(filterOf(name, linked[1]!, linked[2]!, text));
      else refuseMisspelled(name);
    }
  }
  return query;
}
