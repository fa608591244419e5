import type { Proof } from "../../files/proof.js";
import type { TokenSource } from "./connection.js";
import type { ApiErrorItem, Json } from "./document.js";
import { connectionError, ScalrApiError, ScalrConnectionError } from "./errors.js";
import { askedFor, DEFAULT_RETRY, type RetryOptions, retrying } from "./retry.js";
import { type Reach, reach } from "./trust.js";

export interface TransportOptions {
  /** Scheme, host and port, such as `https://example.scalr.io`. */
  readonly baseUrl: string;
  /** "" for what anybody may ask. */
  readonly token: string;
  /** Where the token came from, for the message that it is not accepted. */
  readonly tokenFrom?: TokenSource | undefined;
  /** The environment in which `SSL_CERT_FILE` may name authorities to trust; by default that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What a server without TLS has to prove before it gets the token. */
  readonly proof?: Proof | undefined;
  readonly retry?: Partial<RetryOptions>;
  /** Aborts all calls, and prevents new ones. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds that a running change has to finish after `signal`, so that its effect is known; default 0. Reads end
   * at once.
   */
  readonly grace?: number;
  /** Milliseconds for one attempt; default 60 s. Long polls and downloads may say otherwise per call. */
  readonly timeout?: number;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds for one attempt; 0 for no limit. */
  readonly timeout?: number;
  /** Statuses of 400 and more that are not an error. */
  readonly accept?: readonly number[];
}

interface Sent<B> extends CallOptions {
  readonly body?: B;
}

export interface Answer<T> {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** The value of a header, by its name in lower case; null where there is none. */
  header(name: string): string | null;
  readonly body: T;
  /** How many attempts failed before this one. */
  readonly failures: number;
}

/** The result of one attempt. */
interface Received<T> {
  readonly status: number;
  readonly statusText: string;
  header(name: string): string | null;
  readonly body: T;
  /** The text of an error response; read only for errors. */
  readonly problem?: string;
}

interface Attempt {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signals: readonly AbortSignal[];
  /** Milliseconds; 0 for no limit. */
  readonly timeout: number;
}

/** HTTP with authentication, retries and typed errors. It knows only the error documents of JSON:API. */
export class Transport {
  readonly baseUrl: string;
  readonly #options: TransportOptions;
  readonly #retry: RetryOptions;
  #token: string;
  #reach: Reach | undefined;
  readonly #retryAfter = new WeakMap<object, number>();
  /** Fires when the grace of running changes has expired. */
  readonly #late: AbortSignal | undefined;

  constructor(options: TransportOptions) {
    this.baseUrl = new URL(options.baseUrl).origin;
    this.#options = options;
    this.#token = options.token;
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
    this.#late = options.signal && after(options.signal, options.grace ?? 0);
  }

  /** `read` reads the body of a successful response. It runs inside the attempt, so a connection that is lost meanwhile is retried too. */
  call<T>(
    method: string,
    path: string,
    options: Sent<RequestInit["body"]>,
    read: (response: Response) => Promise<T>,
  ): Promise<Answer<T>> {
    return this.#attempts(method, path, options, (attempt) => this.#streamed(method, attempt, options, read));
  }

  /** The whole body as a text; cheaper for small responses. */
  text(method: string, path: string, options: Sent<string>): Promise<Answer<string>> {
    return this.#attempts(method, path, options, async (attempt) => {
      const { text, ...answer } = await this.#reached.exchange(attempt.url, {
        ...attempt,
        method,
        body: options.body ?? null,
      });
      // A redirected request had no effect.
      if (answer.status >= 300 && answer.status < 400 && answer.header("location") !== null)
        return this.#streamed(method, attempt, options, (response) => response.text());
      return { ...answer, body: text, problem: text };
    });
  }

  get #reached(): Reach {
    this.#reach ??= reach(this.baseUrl, this.#options.env ?? process.env, this.#options.proof);
    return this.#reach;
  }

  async #streamed<T>(
    method: string,
    { url, headers, signals, timeout }: Attempt,
    options: Sent<RequestInit["body"]>,
    read: (response: Response) => Promise<T>,
  ): Promise<Received<T>> {
    const limits = timeout > 0 ? [...signals, AbortSignal.timeout(timeout)] : signals;
    const response = await this.#reached.fetch(url, {
      method,
      headers,
      body: options.body ?? null,
      signal: limits.length > 0 ? AbortSignal.any([...limits]) : null,
    });
    const { status, statusText } = response;
    const header = (name: string) => response.headers.get(name);
    if (isFailure(status, options))
      return { status, statusText, header, body: undefined as T, problem: await response.text() };
    return { status, statusText, header, body: await read(response) };
  }

  async #attempts<T>(
    method: string,
    path: string,
    options: CallOptions,
    once: (attempt: Attempt) => Promise<Received<T>>,
  ): Promise<Answer<T>> {
    const url = new URL(path, this.baseUrl);
    const call = { method, url: url.href };
    const present = (signal: AbortSignal | undefined) => signal !== undefined;
    const stopped = [this.#options.signal, options.signal].filter(present);
    const canceled = stopped.length > 1 ? AbortSignal.any(stopped) : stopped[0];
    const ending = method === "GET" ? this.#options.signal : this.#late;
    const made: Omit<Attempt, "headers"> = {
      url,
      signals: [ending, options.signal].filter(present),
      timeout: options.timeout ?? this.#options.timeout ?? 60_000,
    };
    const attempt = async (failures: number): Promise<Answer<T>> => {
      try {
        canceled?.throwIfAborted();
        const send = () => once({ ...made, headers: { ...this.#authorization(url), ...options.headers } });
        let received = await send();
        if (received.status === 401 && this.#hasNewToken()) received = await send();
        const { status, header, body, ...rest } = received;
        if (isFailure(status, options)) throw this.#failure(call, { status, header, ...rest });
        return { ...call, status, header, body, failures };
      } catch (error) {
        if (error instanceof ScalrApiError || error instanceof ScalrConnectionError) throw error;
        throw connectionError(call, error);
      }
    };
    return retrying(method, this.#retry, canceled, attempt, (e) => this.#retryAfter.get(e as object) ?? null);
  }

  /** The token is sent to its own host only, never to an upload address elsewhere. */
  #authorization(url: URL): Record<string, string> {
    const isOwn = this.#token !== "" && url.origin === this.baseUrl;
    return isOwn ? { authorization: `Bearer ${this.#token}` } : {};
  }

  /** Whether there is another token than the one that is used, which is then used. */
  #hasNewToken(): boolean {
    const token = this.#options.tokenFrom?.read?.() || this.#token;
    const isNew = token !== this.#token;
    this.#token = token;
    return isNew;
  }

  #failure(
    call: { method: string; url: string },
    { status, statusText, header, problem = "" }: Omit<Received<unknown>, "body">,
  ): Error {
    const items = errorItems(problem);
    if (items === null && status < 500 && ![401, 403, 413, 429].includes(status)) {
      const what = `${status} with ${header("content-type") ?? "no content type"}`;
      return new ScalrConnectionError(call, "not-scalr", what);
    }
    const error = new ScalrApiError(
      call,
      status,
      items ?? [{ title: statusText || "Error" }],
      this.#options.tokenFrom,
    );
    const asked = askedFor(header("retry-after"));
    if (asked !== null) this.#retryAfter.set(error, asked);
    return error;
  }
}

const isFailure = (status: number, { accept }: CallOptions) => status >= 400 && !accept?.includes(status);

/** A signal that fires some milliseconds after another one. */
function after(signal: AbortSignal, milliseconds: number): AbortSignal {
  if (milliseconds === 0 || signal.aborted) return signal;
  const late = new AbortController();
  const begin = () => setTimeout(() => late.abort(signal.reason), milliseconds).unref();
  signal.addEventListener("abort", begin, { once: true });
  return late.signal;
}

/** The entries of an error document; null if the text is not valid. */
function errorItems(text: string): ApiErrorItem[] | null {
  const json = parseJson(text);
  if (json === null || typeof json !== "object" || Array.isArray(json) || !Array.isArray(json.errors))
    return null;
  return json.errors.map((entry) => {
    const item = (entry ?? {}) as Record<string, Json>;
    const source = (item.source ?? {}) as Record<string, Json>;
    return {
      ...(typeof item.status === "string" && { status: item.status }),
      ...(typeof item.title === "string" && { title: item.title }),
      ...(typeof item.detail === "string" && { detail: item.detail }),
      ...(typeof source.pointer === "string" && { pointer: source.pointer }),
    };
  });
}

/** The value, or undefined if the text is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
