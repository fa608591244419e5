/** Reads of many objects of one type that are asked for at once, as few requests instead of one each. */
import {
  type Many,
  type One,
  type Query,
  type Resource,
  ScalrApiError,
  type ScalrClient,
} from "../../client/index.js";

/** Fewer objects than this are read one by one: a request for each is the clearest trace of what was asked. */
const WORTH_A_LIST = 4;
/** The longest page of a list. */
const MOST = 100;
/** Ids that stand for themselves in a filter. */
const PLAIN_ID = /^[A-Za-z0-9]+-[A-Za-z0-9]+$/;

interface Wanted {
  readonly id: string;
  resolve(found: One | null | Promise<One | null>): void;
}

/** By client, then by path, filter and query: what is to be read at the end of this turn of the event loop. */
const pending = new WeakMap<ScalrClient, Map<string, Wanted[]>>();

export interface Together {
  /** Path of the list, such as `workspaces`. */
  readonly path: string;
  /** The list's filter by ids, such as `workspace` for `filter[workspace]=in:…`. */
  readonly filter: string;
  readonly query: Query;
}

/**
 * The object with that id, like `client.find`; null where there is none. What is asked for in one turn of the event loop is one
 * list request of at most {@link MOST} ids. An object that the list lacks, and all of them where the API refuses the list, are read
 * by their own addresses: what those say counts.
 */
export function readTogether(client: ScalrClient, together: Together, id: string): Promise<One | null> {
  if (!PLAIN_ID.test(id)) return readAlone(client, together, id);
  let groups = pending.get(client);
  if (!groups) {
    groups = new Map();
    pending.set(client, groups);
  }
  const key = JSON.stringify(together);
  const wanted = groups.get(key) ?? [];
  if (wanted.length === 0) {
    groups.set(key, wanted);
    setImmediate(() => {
      groups.delete(key);
      for (let at = 0; at < wanted.length; at += MOST)
        void readGroup(client, together, wanted.slice(at, at + MOST));
    });
  }
  return new Promise((resolve) => wanted.push({ id, resolve }));
}

async function readGroup(client: ScalrClient, together: Together, wanted: readonly Wanted[]): Promise<void> {
  const alone = ({ id, resolve }: Wanted) => resolve(readAlone(client, together, id));
  if (wanted.length < WORTH_A_LIST) return wanted.forEach(alone);
  const ids = [...new Set(wanted.map(({ id }) => id))];
  let listed: Many;
  try {
    listed = await client.listWithIncluded(together.path, {
      ...together.query,
      [`filter[${together.filter}]`]: `in:${ids.join(",")}`,
    });
  } catch (error) {
    if (error instanceof ScalrApiError) return wanted.forEach(alone);
    for (const { resolve } of wanted) resolve(Promise.reject(error));
    return;
  }
  const found = new Map<string, Resource>(listed.data.map((one) => [one.id, one]));
  for (const one of wanted) {
    const data = found.get(one.id);
    if (data) one.resolve({ data, included: listed.included });
    else alone(one);
  }
}

const readAlone = (client: ScalrClient, { path, query }: Together, id: string): Promise<One | null> =>
  client.find(`${path}/${encodeURIComponent(id)}`, query);
