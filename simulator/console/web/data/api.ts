/** An error of a request, from the API's response. */
export interface Fault {
  readonly title: string;
  readonly detail: string;
  /** Such as `/data/attributes/name`; null when it is about the request as a whole. */
  readonly pointer: string | null;
}

/** A request failed. `status` is 0 if there was no response. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly faults: readonly Fault[],
  ) {
    super(faults.map(({ detail }) => detail).join(" "));
    this.name = "ApiFault";
  }
}

/** A JSON:API object. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: attributes are as the API documents them.
  readonly attributes: Readonly<Record<string, any>>;
  readonly relationships?: Readonly<Record<string, { readonly data: unknown }>>;
  readonly links?: Readonly<Record<string, string>>;
}

const SESSION_KEY = "scalr-sandbox-session";

/**
 * Keeps the key of the session for all tabs of this origin; null forgets it. The session's cookie, which browsers send to every port
 * of the host, is worth nothing without it.
 */
export function keepSessionKey(key: string | null): void {
  if (key === null) localStorage.removeItem(SESSION_KEY);
  else localStorage.setItem(SESSION_KEY, key);
}

/** The header that makes a request the console's. */
const own = () => ({ "X-Sandbox-Console": localStorage.getItem(SESSION_KEY) ?? "none" });

export const SCALR = "/api/iacp/v3/";
export const SANDBOX = "/api/sandbox/v1/";

/** The raw response, whatever its status. @throws ApiFault 0 if there is no response */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(path, { ...init, headers: { ...own(), ...init.headers } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    const detail = "The simulator does not answer. What was asked for was not done, or its answer was lost.";
    throw new ApiFault(0, [{ title: "No Answer", detail, pointer: null }]);
  }
}

async function faultOf(response: Response): Promise<ApiFault> {
  const text = await response.text();
  try {
    const { errors } = JSON.parse(text);
    const faults = errors.map(
      (each: { title?: string; detail?: string; source?: { pointer?: string } }): Fault => ({
        title: each.title ?? response.statusText,
        detail: each.detail ?? each.title ?? "",
        pointer: each.source?.pointer ?? null,
      }),
    );
    return new ApiFault(response.status, faults);
  } catch {
    const detail = `The simulator answered ${response.status} ${response.statusText}.`;
    return new ApiFault(response.status, [{ title: response.statusText, detail, pointer: null }]);
  }
}

/** @throws ApiFault */
async function json(method: string, path: string, type: string, body?: unknown): Promise<unknown> {
  const response = await request(path, {
    method,
    headers: { Accept: type, ...(body !== undefined && { "Content-Type": type }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await faultOf(response);
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

/** The bytes of `path` from an offset; none if there are no more. @throws ApiFault */
export async function bytesFrom(path: string, offset: number): Promise<Uint8Array> {
  const response = await request(SCALR + path, offset > 0 ? { headers: { Range: `bytes=${offset}-` } } : {});
  if (response.status === 416) return new Uint8Array();
  if (!response.ok) throw await faultOf(response);
  return new Uint8Array(await response.arrayBuffer());
}

const JSON_API = "application/vnd.api+json";

/** The relationships of a request: an id, several, or null for none, with the type of the target. */
export type Links = Readonly<
  Record<string, { readonly type: string; readonly id: string | readonly string[] | null }>
>;

function relationshipsOf(links: Links) {
  const linkage = (type: string, id: string) => ({ type, id });
  return Object.fromEntries(
    Object.entries(links).map(([name, { type, id }]) => [
      name,
      {
        data:
          id === null
            ? null
            : typeof id === "string"
              ? linkage(type, id)
              : id.map((each) => linkage(type, each)),
      },
    ]),
  );
}

const documentOf = (type: string, id: string | null, attributes: object, links: Links) => ({
  data: { type, ...(id !== null && { id }), attributes, relationships: relationshipsOf(links) },
});

/** The scalr.io API, with paths below `/api/iacp/v3/`. Each call throws an ApiFault on an error. */
export const scalr = {
  get: (path: string) => json("GET", SCALR + path, JSON_API) as Promise<{ data: Resource }>,
  list: (path: string) => json("GET", SCALR + path, JSON_API) as Promise<{ data: readonly Resource[] }>,
  /** `path` is the collection's, by default the type. */
  create: (type: string, attributes: object, links: Links = {}, path: string = type) =>
    json("POST", SCALR + path, JSON_API, documentOf(type, null, attributes, links)) as Promise<{
      data: Resource;
    }>,
  update: (type: string, id: string, attributes: object, links: Links = {}) =>
    json("PATCH", `${SCALR}${type}/${id}`, JSON_API, documentOf(type, id, attributes, links)) as Promise<{
      data: Resource;
    }>,
  delete: (type: string, id: string) => json("DELETE", `${SCALR}${type}/${id}`, JSON_API),
  action: (path: string, body?: unknown) => json("POST", SCALR + path, JSON_API, body),
};

/** The sandbox's own API, with paths below `/api/sandbox/v1/`. */
export const sandbox = {
  get: <T>(path: string) => json("GET", SANDBOX + path, "application/json") as Promise<T>,
  post: <T>(path: string, body: unknown = {}) =>
    json("POST", SANDBOX + path, "application/json", body) as Promise<T>,
  delete: <T>(path: string) => json("DELETE", SANDBOX + path, "application/json") as Promise<T>,
};
