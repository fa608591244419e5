import {
  asResource,
  type Draft,
  type Json,
  type Many,
  type One,
  type Query,
  type Ref,
  type Resource,
} from "./document.js";
import { ScalrConnectionError } from "./errors.js";
import { type Answer, type CallOptions, parseJson, Transport, type TransportOptions } from "./transport.js";

const API = "/api/iacp/v3/";
const MEDIA_TYPE = "application/vnd.api+json";
const PAGE_SIZE = 100;

/**
 * A client of the scalr.io API, of scalr.io itself or of a sandbox. Paths are relative to `/api/iacp/v3/`
 * (`environments/env-1`); a path that starts with a slash, or a whole URL, is taken as it is.
 *
 * A failed call throws a {@link ScalrApiError} (the API answered with an error) or a {@link ScalrConnectionError} (no usable
 * response). The client retries calls that are harmless to repeat. If the response to a POST is lost, the caller has to check
 * whether it took effect.
 */
export class ScalrClient {
  readonly #transport: Transport;

  constructor(options: TransportOptions) {
    this.#transport = new Transport(options);
  }

  /** Scheme, host and port. */
  get baseUrl(): string {
    return this.#transport.baseUrl;
  }

  async get(path: string, query: Query = {}): Promise<One> {
    return this.#one(await this.#document("GET", path, query));
  }

  /** Like `get`, but null if the API answers 404: the object was deleted, never existed, or is not visible to this token. */
  async find(path: string, query: Query = {}): Promise<One | null> {
    const answer = await this.#document("GET", path, query, undefined, { accept: [404] });
    if (answer.status !== 404) return this.#one(answer);
    if (!isErrorDocument(answer.body)) throw this.#notScalr(answer, "404 without an error document");
    return null;
  }

  /** All pages of a list. */
  async list(path: string, query: Query = {}): Promise<Resource[]> {
    return [...(await this.listWithIncluded(path, query)).data];
  }

  /** All pages of a list with the included objects. An object that several pages include appears several times. */
  async listWithIncluded(path: string, query: Query = {}): Promise<Many> {
    const found: Resource[] = [];
    const included: Resource[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const answer: Answer<Json | undefined> = await this.#document("GET", path, {
        "page[size]": PAGE_SIZE,
        ...query,
        "page[number]": page,
      });
      const body = answer.body as {
        data?: (Partial<Resource> & Ref)[];
        included?: (Partial<Resource> & Ref)[];
        meta?: { pagination?: { "next-page"?: number | null } };
      };
      if (!Array.isArray(body?.data)) throw this.#notScalr(answer, "a list without data");
      found.push(...body.data.map(asResource));
      included.push(...(body.included ?? []).map(asResource));
      const next: number | null = body.meta?.pagination?.["next-page"] ?? null;
      page = next !== null && next > page ? next : null;
    }
    return { data: found, included };
  }

  async create(path: string, data: Draft, query: Query = {}): Promise<One> {
    return this.#one(await this.#document("POST", path, query, { data } as unknown as Json));
  }

  async update(path: string, data: Draft, query: Query = {}): Promise<One> {
    return this.#one(await this.#document("PATCH", path, query, { data } as unknown as Json));
  }

  /** False if the object did not exist. If a response was lost and a retry finds no object, this call deleted it. */
  async delete(path: string): Promise<boolean> {
    const answer = await this.#document("DELETE", path, {}, undefined, { accept: [404] });
    if (answer.status === 404 && !isErrorDocument(answer.body))
      throw this.#notScalr(answer, "404 without an error document");
    return answer.status !== 404 || answer.failures > 0;
  }

  /** Replaces (PATCH), extends (POST) or reduces (DELETE) a to-many relationship. */
  async relate(method: "PATCH" | "POST" | "DELETE", path: string, refs: readonly Ref[]): Promise<void> {
    await this.#document(method, path, {}, { data: refs } as unknown as Json);
  }

  /** POST to an action such as `runs/run-1/actions/apply`; null if the response has no body. */
  async action(path: string, body: Json = {}): Promise<One | null> {
    const answer = await this.#document("POST", path, {}, body);
    return answer.body === undefined ? null : this.#one(answer);
  }

  /** Plain JSON, as in the sandbox API: `json("GET", "/api/sandbox/v1/status")`. Undefined for an empty response. */
  async json<T>(method: string, path: string, body?: Json, options: CallOptions = {}): Promise<T> {
    const headers = {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const sent = {
      ...options,
      headers: { ...headers, ...options.headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const answer = await this.#transport.text(method, this.#path(path), sent);
    return this.#parsed(answer, "a body that is not JSON") as T;
  }

  /** A log or another text. */
  async text(path: string, options: CallOptions = {}): Promise<string> {
    return (await this.#transport.text("GET", this.#path(path), options)).body;
  }

  async download(path: string, options: CallOptions = {}): Promise<Uint8Array> {
    const read = async (response: Response) => new Uint8Array(await response.arrayBuffer());
    return (await this.#transport.call("GET", this.#path(path), { timeout: 0, ...options }, read)).body;
  }

  /** PUT of a whole body, such as a configuration archive to its upload address. */
  async upload(
    path: string,
    body: Uint8Array,
    contentType = "application/octet-stream",
    options: CallOptions = {},
  ): Promise<void> {
    const headers = { "content-type": contentType, ...options.headers };
    const sent = { timeout: 0, ...options, headers, body: body as Uint8Array<ArrayBuffer> };
    await this.#transport.call("PUT", this.#path(path), sent, (response) => response.text());
  }

  /** Sends bytes and reads plain JSON, as for the files of the sandbox API. No time limit by default. */
  async send<T>(
    method: string,
    path: string,
    body: Uint8Array,
    contentType: string,
    options: CallOptions = {},
  ): Promise<T> {
    const headers = { accept: "application/json", "content-type": contentType, ...options.headers };
    const sent = { timeout: 0, ...options, headers, body: body as Uint8Array<ArrayBuffer> };
    const answer = await this.#transport.call(method, this.#path(path), sent, (response) => response.text());
    const value = parseJson(answer.body);
    if (value === undefined) throw this.#notScalr(answer, "a body that is not JSON");
    return value as T;
  }

  /** A response whose body the caller reads, such as an event stream. No time limit by default. */
  async stream(path: string, options: CallOptions = {}): Promise<Response> {
    return (
      await this.#transport.call(
        "GET",
        this.#path(path),
        { timeout: 0, ...options },
        async (response) => response,
      )
    ).body;
  }

  async #document(
    method: string,
    path: string,
    query: Query,
    body?: Json,
    options: CallOptions = {},
  ): Promise<Answer<Json | undefined>> {
    const headers = { accept: MEDIA_TYPE, ...(body !== undefined && { "content-type": MEDIA_TYPE }) };
    const sent = { ...options, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await this.#transport.text(method, this.#path(path, query), sent);
    const otherwise = `a body that is not JSON (${answer.header("content-type")})`;
    return { ...answer, body: this.#parsed(answer, otherwise) };
  }

  /** @throws ScalrConnectionError with the text `otherwise` if the response is neither empty nor JSON */
  #parsed(answer: Answer<string>, otherwise: string): Json | undefined {
    if (answer.body === "") return undefined;
    const value = parseJson(answer.body);
    if (value === undefined) throw this.#notScalr(answer, otherwise);
    return value;
  }

  #path(path: string, query: Query = {}): string {
    const url = new URL(/^(\/|https?:)/.test(path) ? path : API + path, this.baseUrl);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  #one(answer: Answer<Json | undefined>): One {
    const body = answer.body as
      | { data?: Partial<Resource> & Ref; included?: (Partial<Resource> & Ref)[] }
      | undefined;
    if (typeof body?.data?.id !== "string") throw this.#notScalr(answer, "an answer without an object");
    return { data: asResource(body.data), included: (body.included ?? []).map(asResource) };
  }

  #notScalr(answer: Answer<unknown>, what: string): Error {
    return new ScalrConnectionError(answer, "not-scalr", `${what}, status ${answer.status}`);
  }
}

function isErrorDocument(body: Json | undefined): boolean {
  return typeof body === "object" && body !== null && "errors" in body;
}
