import type { Diagnostic } from "../../../engine/provider.js";
import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import { baseUrlOf, connectionFrom, hostFrom, ScalrClient } from "../../client/index.js";
import { type BlockDefinition, type PlainObject, UserError, type Validator } from "./definition.js";
import { diagnosticsOf } from "./diagnostics.js";

const host: Validator = (value) => {
  try {
    baseUrlOf(String(value));
    return null;
  } catch (error) {
    return `cannot be used: ${(error as Error).message}`;
  }
};

/** The provider's own settings, by their official names. */
export const PROVIDER_BLOCK: BlockDefinition = {
  description: "Manages Scalr agent pools and what uses them, on scalr.io or on a local sandbox.",
  attributes: {
    hostname: {
      type: { kind: "string" },
      optional: true,
      description:
        "Host of the Scalr account, `host` or `host:port`; for a sandbox without TLS its whole address, such as " +
        "`http://127.0.0.1:7878`. Default: the environment variable `SCALR_HOSTNAME`.",
      validate: [host],
    },
    token: {
      type: { kind: "string" },
      optional: true,
      sensitive: true,
      description: "API token. Default: the environment variable `SCALR_TOKEN`.",
    },
  },
};

/**
 * Milliseconds that a change is given to end after a stop: an object whose creation is cut off would be in no state. Hosts that
 * are told to stop a second time do not wait.
 */
const STOP_GRACE = 5_000;

export interface Surroundings {
  /** Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Called with the base URL of the host before it is used. Resolves with the reason where it may not be used. */
  readonly onHost?: ((baseUrl: string) => Promise<string | undefined>) | undefined;
}

/** The provider's connection, made when first used: validating and planning a creation need none. */
export class Connection {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly #onHost: Surroundings["onHost"];
  readonly #stop = new AbortController();
  #settings: PlainObject | null = null;
  #client: ScalrClient | null = null;

  constructor(surroundings: Surroundings) {
    this.env = surroundings.env ?? process.env;
    this.#onHost = surroundings.onHost;
  }

  async configure(settings: PlainObject): Promise<Diagnostic[]> {
    this.#settings = settings;
    this.#client = null;
    try {
      if (settings.hostname === UNKNOWN) return [];
      const baseUrl = hostFrom(text(settings.hostname), this.env);
      const refused = await this.#onHost?.(baseUrl);
      if (refused !== undefined) throw new UserError(refused);
      return [];
    } catch (error) {
      return diagnosticsOf("Cannot configure the provider", PROVIDER_BLOCK, error);
    }
  }

  get client(): ScalrClient {
    this.#client ??= this.#connect();
    return this.#client;
  }

  stop(): void {
    this.#stop.abort();
  }

  #connect(): ScalrClient {
    if (this.#settings === null) throw new UserError("The provider is not configured.");
    const { hostname, token } = this.#settings;
    if (hostname === UNKNOWN || token === UNKNOWN) {
      throw new UserError(
        "The provider's hostname or token is not known before the apply, but it is needed now. Give known values.",
      );
    }
    const settings = { hostname: text(hostname), token: text(token) };
    const { baseUrl, token: secret, tokenFrom, proof } = connectionFrom(settings, this.env);
    if (secret === null) {
      throw new UserError(
        `There is no API token for ${baseUrl}. Set the provider's token, or SCALR_HOSTNAME and SCALR_TOKEN. For a sandbox ` +
          'on this machine, eval "$(scalr-sandbox env)" sets what is needed.',
      );
    }
    return new ScalrClient({
      baseUrl,
      token: secret,
      tokenFrom,
      proof,
      env: this.env,
      signal: this.#stop.signal,
      grace: STOP_GRACE,
    });
  }
}

function text(value: Plain | undefined): string | null {
  return typeof value === "string" ? value : null;
}
