import type { ApiErrorItem, Json } from "./document.js";
import { connectionError, ScalrApiError, ScalrConnectionError } from "./errors.js";
import { DEFAULT_RETRY, type RetryOptions, retrying } from "./retry.js";
import { fetchFor } from "./trust.js";

export interface TransportOptions {
  /** Scheme, host and port, such as `https://example.scalr.io`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
  /** Where `SSL_CERT_FILE` may name authorities to trust; the process's environment when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly retry?: Partial<RetryOptions>;
  /** Ends every call in flight, and lets none begin. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds that a change in flight is given to end by itself after `signal`, so that its effect is known; default 0.
   * What only reads ends at once.
   */
  readonly grace?: number;
  /** Milliseconds for one attempt; default 60 s. Long polls and downloads may say otherwise per call. */
  readonly timeout?: number;
}

export interface CallOptions {
  readonly body?: RequestInit["body"];
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds for one attempt; 0 for no limit. */
  readonly timeout?: number;
  /** Statuses of 400 and more that are an answer, not an error. */
  readonly accept?: readonly number[];
}

export interface Answer<T> {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  /** How many attempts failed before this one. */
  readonly failures: number;
}

/** HTTP with authentication, retries and typed errors. Knows nothing of JSON:API but its error documents. */
export class Transport {
  readonly baseUrl: string;
  readonly #options: TransportOptions;
  readonly #retry: RetryOptions;
  #fetch: Promise<typeof fetch> | undefined;
  readonly #retryAfter = new WeakMap<object, number>();
  /** Fires when a change in flight has had its grace. */
  readonly #late: AbortSignal | undefined;

  constructor(options: TransportOptions) {
    this.baseUrl = new URL(options.baseUrl).origin;
    this.#options = options;
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
    this.#late = options.signal && after(options.signal, options.grace ?? 0);
  }

  /** `read` takes the body of a good answer; it runs inside the attempt, so that a connection lost midway is retried too. */
  async call<T>(
    method: string,
    path: string,
    options: CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<Answer<T>> {
    const url = new URL(path, this.baseUrl);
    const call = { method, url: url.href };
    const stopped = [this.#options.signal, options.signal].filter((s) => s !== undefined);
    const canceled = stopped.length > 0 ? AbortSignal.any(stopped) : undefined;
    const ending = method === "GET" ? this.#options.signal : this.#late;
    const signals = [ending, options.signal].filter((s) => s !== undefined);
    const attempt = async (failures: number): Promise<Answer<T>> => {
      const timeout = options.timeout ?? this.#options.timeout ?? 60_000;
      const limits = timeout > 0 ? [...signals, AbortSignal.timeout(timeout)] : signals;
      try {
        canceled?.throwIfAborted();
        const send = this.#options.fetch ?? (await this.#trusting());
        const response = await send(url, {
          method,
          headers: { ...this.#authorization(url), ...options.headers },
          body: options.body ?? null,
          signal: limits.length > 0 ? AbortSignal.any(limits) : null,
        });
        if (response.status >= 400 && !options.accept?.includes(response.status))
          throw await this.#failure(call, response);
        return {
          ...call,
          status: response.status,
          headers: response.headers,
          body: await read(response),
          failures,
        };
      } catch (error) {
        if (error instanceof ScalrApiError || error instanceof ScalrConnectionError) throw error;
        throw connectionError(call, error);
      }
    };
    return retrying(method, this.#retry, canceled, attempt, (e) => this.#retryAfter.get(e as object) ?? null);
  }

  #trusting(): Promise<typeof fetch> {
    this.#fetch ??= fetchFor(this.baseUrl, this.#options.env ?? process.env);
    return this.#fetch;
  }

  /** The token is for one host: an upload address elsewhere never sees it. */
  #authorization(url: URL): Record<string, string> {
    return url.origin === this.baseUrl ? { authorization: `Bearer ${this.#options.token}` } : {};
  }

  async #failure(call: { method: string; url: string }, response: Response): Promise<Error> {
    const text = await response.text();
    const items = errorItems(text);
    if (items === null && response.status < 500 && ![401, 403, 413, 429].includes(response.status)) {
      const what = `${response.status} with ${response.headers.get("content-type") ?? "no content type"}`;
      return new ScalrConnectionError(call, "not-scalr", what);
    }
    const error = new ScalrApiError(
      call,
      response.status,
      items ?? [{ title: response.statusText || "Error" }],
    );
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    if (Number.isFinite(seconds)) this.#retryAfter.set(error, seconds * 1000);
    return error;
  }
}

/** A signal that fires some milliseconds after another one. */
function after(signal: AbortSignal, milliseconds: number): AbortSignal {
  if (milliseconds === 0 || signal.aborted) return signal;
  const late = new AbortController();
  const begin = () => setTimeout(() => late.abort(signal.reason), milliseconds).unref();
  signal.addEventListener("abort", begin, { once: true });
  return late.signal;
}

/** The entries of an error document; null when the text is none. */
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

/** The value, or undefined when the text is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
