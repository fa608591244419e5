import { AccountReadError } from "../input/errors.js";
import type { KeptPages } from "./kept-pages.js";
import { type ApiObject, type ApiPage, type GetJson, pageOf } from "./page.js";

/** A list of an account. */
export interface List {
  /** Below `/api/iacp/v3/`, such as `workspaces`. */
  readonly path: string;
  /** Its name in messages, such as `workspaces`. */
  readonly noun: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The attributes to keep. All others are dropped, so no secret is kept. */
  readonly attributes: readonly string[];
  /** For a list that is read up to some object: whether this one is beyond it. */
  readonly until?: (object: ApiObject) => boolean;
}

/** How far a list has been read. */
export interface ReadSoFar {
  readonly noun: string;
  readonly read: number;
  /** Null if the host does not say how many there are. */
  readonly total: number | null;
  /** Whether the list is complete. */
  readonly done: boolean;
}

const API = "/api/iacp/v3/";
const PAGE_SIZE = 100;
/** Attempts to read a list that changes while it is read. */
const ATTEMPTS = 3;

/** Reads lists of an account page by page, each completely or not at all. */
export class AccountLists {
  constructor(
    private readonly get: GetJson,
    private readonly options: {
      /** Pages of an earlier attempt that did not finish. */
      readonly kept?: KeptPages;
      readonly onPage?: (sofar: ReadSoFar) => void;
    } = {},
  ) {}

  /**
   * All objects of a list, each once.
   * @throws AccountReadError where the answers are not all of it; what `get` throws
   */
  async all(list: List): Promise<readonly ApiObject[]> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const objects = await this.once(list);
      if (objects !== null) return objects;
      this.options.kept?.forget(keyOf(list));
    }
    throw new AccountReadError(
      `The ${list.noun} cannot be read completely: in ${ATTEMPTS} attempts the host reported another number of them than it listed. ` +
        "They may be changing now. Try again later.",
    );
  }

  /** Null if the list changed while it was read. */
  private async once(list: List): Promise<readonly ApiObject[] | null> {
    const { kept, onPage } = this.options;
    const key = keyOf(list);
    const pages: ApiPage[] = [...(kept?.of(key) ?? [])];
    const objects = new Map<string, ApiObject>();
    const take = ({ data }: ApiPage) => {
      for (const object of data) objects.set(object.id, object);
    };
    const isBeyond = ({ data }: ApiPage) => list.until !== undefined && data.some(list.until);
    pages.forEach(take);
    let next = pages.length === 0 ? 1 : pages.at(-1)!.next;
    let stopped = pages.some(isBeyond);
    while (next !== null && !stopped) {
      const page = only(list, pageOf(await this.get(addressOf(list, next)), list.noun, next));
      if (list.until === undefined && pages.length > 0 && page.total !== pages[0]!.total) return null;
      pages.push(page);
      kept?.add(key, page);
      take(page);
      stopped = isBeyond(page);
      next = page.next;
      onPage?.({
        noun: list.noun,
        read: objects.size,
        total: list.until === undefined ? page.total : null,
        done: next === null || stopped,
      });
    }
    const total = pages[0]?.total ?? null;
    const isWhole = list.until !== undefined || total === null || objects.size === total;
    return isWhole ? [...objects.values()].filter((object) => !list.until?.(object)) : null;
  }
}

function only({ attributes: names }: List, page: ApiPage): ApiPage {
  const kept = (all: ApiObject["attributes"]) =>
    Object.fromEntries(names.flatMap((name) => (Object.hasOwn(all, name) ? [[name, all[name]]] : [])));
  return { ...page, data: page.data.map((object) => ({ ...object, attributes: kept(object.attributes) })) };
}

const keyOf = ({ path, query = {} }: List) => `${path}?${new URLSearchParams(query)}`;

function addressOf({ path, query = {} }: List, page: number): string {
  const params = { ...query, "page[size]": String(PAGE_SIZE), "page[number]": String(page) };
  return `${API}${path}?${new URLSearchParams(params)}`;
}
